// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

/** What four bits stand for where it is not an integer. */
public final class BlockTables {
    /** Of IQ4_NL and IQ4_XS: closer together near 0, where most weights are. */
    static final float[] IQ4 = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    /** Of E2M1, doubled, so that all are integers. */
    static final float[] E2M1 = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

    /** Of NF4: quantiles of a normal distribution. Source: {@code get_4bit_type} of bitsandbytes. */
    static final float[] NF4 = {
        -1,
        -0.6961928009986877f,
        -0.5250730514526367f,
        -0.39491748809814453f,
        -0.28444138169288635f,
        -0.18477343022823334f,
        -0.09105003625154495f,
        0,
        0.07958029955625534f,
        0.16093020141124725f,
        0.24611230194568634f,
        0.33791524171829224f,
        0.44070982933044434f,
        0.5626170039176941f,
        0.7229568362236023f,
        1
    };

    /** Of FP4: twelfths, and not those of E2M1. Source: {@code get_4bit_type} of bitsandbytes. */
    static final float[] FP4 = {
        0,
        0.0625f / 12,
        8f / 12,
        1,
        4f / 12,
        6f / 12,
        2f / 12,
        3f / 12,
        0,
        -0.0625f / 12,
        -8f / 12,
        -1,
        -4f / 12,
        -6f / 12,
        -2f / 12,
        -3f / 12
    };

    private BlockTables() {}

    /** The sixteen numbers of an encoding that looks its elements up; those of MXFP4 are doubled. */
    public static float[] of(Encoding encoding) {
        return switch (encoding) {
            case IQ4_NL, IQ4_XS -> IQ4.clone();
            case MXFP4 -> E2M1.clone();
            case NF4 -> NF4.clone();
            case FP4 -> FP4.clone();
            default -> throw new IllegalArgumentException(encoding + " has no table");
        };
    }
}
