// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

/**
 * The gamma rule that an explanation was made with.
 *
 * @param convolutions gamma of convolutions
 * @param linears gamma of linear layers
 */
public record Gamma(double convolutions, double linears) {
    /** Refuses numbers that are not finite. */
    public Gamma {
        Finite.require(convolutions, "gamma of convolutions");
        Finite.require(linears, "gamma of linear layers");
    }
}
