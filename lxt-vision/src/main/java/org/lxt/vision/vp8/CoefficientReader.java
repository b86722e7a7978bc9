// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.util.Arrays;

/**
 * Reads the coefficients of macroblocks, one after the other, and multiplies them by their steps. Source: RFC 6386, sections
 * 13 and 14.
 */
final class CoefficientReader {
    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
    private static final int[] BAND = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};

    /** Probabilities of the bits beyond the least of a large coefficient, by how large it is. */
    private static final int[][] LARGE = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };

    private static final int LUMA_WITHOUT_DC = 0;
    private static final int LUMA_DC = 1;
    private static final int CHROMA = 2;
    private static final int LUMA = 3;

    /** Blocks across a macroblock of each plane, and one for the DCs of luma: whether there were coefficients. */
    private static final int SIDES = 9;

    private static final int DC_SIDE = 8;

    private final FrameHeader header;
    private final int[] probabilities;
    private final int[] above;
    private final int[] left = new int[SIDES];
    private final int[] means = new int[16];

    CoefficientReader(FrameHeader header) {
        this.header = header;
        this.probabilities = header.coefficients();
        this.above = new int[SIDES * header.columns()];
    }

    void beginRow() {
        Arrays.fill(left, 0);
    }

    void read(BoolDecoder in, Macroblock block, int column) {
        Arrays.fill(block.coefficients, 0);
        block.hasCoefficients = false;
        int top = SIDES * column;
        if (block.skipped) {
            // Only who has a block of DCs tells anything about the next one's.
            int sides = block.byBlocks ? DC_SIDE : SIDES;
            Arrays.fill(above, top, top + sides, 0);
            Arrays.fill(left, 0, sides, 0);
            return;
        }
        FrameHeader.Segment segment = header.segments()[block.segment];
        int kind = LUMA;
        if (!block.byBlocks) {
            kind = LUMA_WITHOUT_DC;
            readMeans(in, segment.mean(), block, top);
        }
        plane(in, kind, segment.luma(), block, 0, 4, top, 0);
        plane(in, CHROMA, segment.chroma(), block, 16, 2, top, 4);
        plane(in, CHROMA, segment.chroma(), block, 20, 2, top, 6);
    }

    private void readMeans(BoolDecoder in, int[] steps, Macroblock block, int top) {
        Arrays.fill(means, 0);
        int end = block(in, LUMA_DC, above[top + DC_SIDE] + left[DC_SIDE], steps, 0, means, 0);
        above[top + DC_SIDE] = left[DC_SIDE] = end > 0 ? 1 : 0;
        Transforms.means(means, block.coefficients);
        for (int i = 0; i < 16; i++) {
            block.hasCoefficients |= block.coefficients[16 * i] != 0;
        }
    }

    private void plane(
            BoolDecoder in, int kind, int[] steps, Macroblock block, int first, int side, int top, int sideAt) {
        int begin = kind == LUMA_WITHOUT_DC ? 1 : 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int context = above[top + sideAt + x] + left[sideAt + y];
                int at = 16 * (first + side * y + x);
                int end = block(in, kind, context, steps, begin, block.coefficients, at);
                above[top + sideAt + x] = left[sideAt + y] = end > begin ? 1 : 0;
                block.hasCoefficients |= end > begin;
            }
        }
    }

    /** Reads a block; returns where its coefficients end, in the order in which they are coded. */
    private int block(BoolDecoder in, int kind, int context, int[] steps, int begin, int[] to, int at) {
        int i = begin;
        int p = nodes(kind, i, context);
        while (i < 16) {
            if (in.bit(probabilities[p]) == 0) {
                return i;
            }
            while (in.bit(probabilities[p + 1]) == 0) {
                i++;
                if (i == 16) {
                    return 16;
                }
                p = nodes(kind, i, 0);
            }
            int size = 1;
            if (in.bit(probabilities[p + 2]) == 1) {
                size = large(in, p);
            }
            to[at + ZIGZAG[i]] = in.negated(size) * steps[i > 0 ? 1 : 0];
            i++;
            p = nodes(kind, i, size == 1 ? 1 : 2);
        }
        return 16;
    }

    private static int nodes(int kind, int index, int context) {
        return ((kind * Tables.BANDS + BAND[index]) * Tables.CONTEXTS + context) * Tables.NODES;
    }

    private int large(BoolDecoder in, int p) {
        if (in.bit(probabilities[p + 3]) == 0) {
            return in.bit(probabilities[p + 4]) == 0 ? 2 : 3 + in.bit(probabilities[p + 5]);
        }
        if (in.bit(probabilities[p + 6]) == 0) {
            return in.bit(probabilities[p + 7]) == 0 ? 5 + in.bit(159) : 7 + 2 * in.bit(165) + in.bit(145);
        }
        int high = in.bit(probabilities[p + 8]);
        int category = 2 * high + in.bit(probabilities[p + 9 + high]);
        int more = 0;
        for (int bit : LARGE[category]) {
            more = 2 * more + in.bit(bit);
        }
        return 3 + (8 << category) + more;
    }
}
