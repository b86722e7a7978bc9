// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/**
 * The account of a method whose relevance adds up to the difference of the explained value between two inputs.
 *
 * @param start the explained value at the baseline
 * @param end the explained value at the input
 * @param sum the relevance of all features together
 */
public record Convergence(double start, double end, double sum) {
    /** What is left over, from too few points. Source: {@code compute_convergence_delta} of captum. */
    public double delta() {
        return sum - (end - start);
    }
}
