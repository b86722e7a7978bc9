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
        -0.6961928f,
        -0.52507305f,
        -0.3949175f,
        -0.28444138f,
        -0.18477343f,
        -0.091050036f,
        0,
        0.0795803f,
        0.1609302f,
        0.2461123f,
        0.33791524f,
        0.44070983f,
        0.562617f,
        0.72295684f,
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
