// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

/**
 * What patching did to the target.
 *
 * @param what what was patched
 * @param before the target's value without it
 * @param after the target's value with it
 */
public record PatchEffect(UnitChoice what, double before, double after) {
    /** How much the value changed. */
    public double change() {
        return after - before;
    }
}
