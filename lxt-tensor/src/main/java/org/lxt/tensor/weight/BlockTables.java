// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

/** What four bits stand for where it is not an integer. */
public final class BlockTables {
    /** Of IQ4_NL and IQ4_XS: closer together near 0, where most weights are. */
    static final float[] IQ4 = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    /** Of E2M1, doubled, so that all are integers. */
    static final float[] E2M1 = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

    private BlockTables() {}

    /** The sixteen numbers of an encoding that looks its elements up; those of MXFP4 are doubled. */
    public static float[] of(Encoding encoding) {
        return switch (encoding) {
            case IQ4_NL, IQ4_XS -> IQ4.clone();
            case MXFP4 -> E2M1.clone();
            default -> throw new IllegalArgumentException(encoding + " has no table");
        };
    }
}
