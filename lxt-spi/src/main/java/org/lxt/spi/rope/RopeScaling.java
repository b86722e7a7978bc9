// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

/** A kind of rotary embedding under its options. */
interface RopeScaling {
    /**
     * The frequencies for an input.
     *
     * @param length its largest position plus 1
     */
    RopeFrequencies at(int length);

    /** Number of positions that the options were made for. */
    double reach();

    /** A kind whose frequencies are the same for every input. */
    static RopeScaling constant(RopeFrequencies frequencies, double reach) {
        return new RopeScaling() {
            @Override
            public RopeFrequencies at(int length) {
                return frequencies;
            }

            @Override
            public double reach() {
                return reach;
            }
        };
    }
}
