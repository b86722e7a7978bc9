// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

/**
 * How 16 x 16 pixels are predicted, and what they are told apart from that. Modes are numbered as in RFC 6386: for whole
 * blocks {@link #DC} and so on; for blocks of 4 x 4 the constants of {@link BlockPrediction}.
 */
final class Macroblock {
    static final int DC = 0;
    static final int TRUE_MOTION = 1;
    static final int VERTICAL = 2;
    static final int HORIZONTAL = 3;

    private static final int LUMA_BLOCKS = 16;
    static final int BLOCKS = 24;

    int segment;
    boolean skipped;
    /** Whether luma is predicted by blocks of 4 x 4. */
    boolean byBlocks;
    /** Of luma, where it is predicted as a whole. */
    int lumaMode;

    int chromaMode;
    /** Of the blocks of 4 x 4, row by row. */
    final int[] blockModes = new int[LUMA_BLOCKS];

    /** 16 coefficients for each block: of luma row by row, then of U and of V. */
    final int[] coefficients = new int[BLOCKS * 16];

    /** Whether any of them is not 0. */
    boolean hasCoefficients;
}
