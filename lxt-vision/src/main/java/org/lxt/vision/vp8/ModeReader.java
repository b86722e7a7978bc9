// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.util.Arrays;

/** Reads how macroblocks are predicted, one after the other. Source: RFC 6386, sections 10 and 11. */
final class ModeReader {
    /** Leaves are modes, negated; other entries are where the next pair is. */
    private static final int[] BLOCK_TREE = {
        -BlockPrediction.DC,
        2,
        -BlockPrediction.TRUE_MOTION,
        4,
        -BlockPrediction.VERTICAL,
        6,
        8,
        12,
        -BlockPrediction.HORIZONTAL,
        10,
        -BlockPrediction.RIGHT_DOWN,
        -BlockPrediction.VERTICAL_RIGHT,
        -BlockPrediction.LEFT_DOWN,
        14,
        -BlockPrediction.VERTICAL_LEFT,
        16,
        -BlockPrediction.HORIZONTAL_DOWN,
        -BlockPrediction.HORIZONTAL_UP
    };

    private final FrameHeader header;
    private final BoolDecoder in;
    /** Modes of the blocks above the row, and left of the macroblock. */
    private final int[] above;

    private final int[] left = new int[4];

    ModeReader(FrameHeader header) {
        this.header = header;
        this.in = header.modes();
        this.above = new int[4 * header.columns()];
    }

    void beginRow() {
        Arrays.fill(left, BlockPrediction.DC);
    }

    void read(Macroblock block, int column) {
        block.segment = header.mapped() ? segment() : 0;
        block.skipped = header.skips() >= 0 && in.bit(header.skips()) == 1;
        block.byBlocks = in.bit(145) == 0;
        if (block.byBlocks) {
            readBlocks(block, column);
        } else {
            block.lumaMode = in.bit(156) == 1
                    ? in.bit(128) == 1 ? Macroblock.TRUE_MOTION : Macroblock.HORIZONTAL
                    : in.bit(163) == 1 ? Macroblock.VERTICAL : Macroblock.DC;
            // The modes of whole blocks have the numbers of their like among those of 4 x 4 blocks.
            Arrays.fill(above, 4 * column, 4 * column + 4, block.lumaMode);
            Arrays.fill(left, block.lumaMode);
        }
        block.chromaMode = in.bit(142) == 0
                ? Macroblock.DC
                : in.bit(114) == 0
                        ? Macroblock.VERTICAL
                        : in.bit(183) == 1 ? Macroblock.TRUE_MOTION : Macroblock.HORIZONTAL;
    }

    private int segment() {
        int[] p = header.segmentProbabilities();
        return in.bit(p[0]) == 0 ? in.bit(p[1]) : 2 + in.bit(p[2]);
    }

    private void readBlocks(Macroblock block, int column) {
        int nodes = Tables.BLOCK_MODES - 1;
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int probabilities = (above[4 * column + x] * Tables.BLOCK_MODES + left[y]) * nodes;
                int node = 0;
                do {
                    int p = Tables.BLOCK_MODE_PROBABILITIES[probabilities + node / 2];
                    node = BLOCK_TREE[node + in.bit(p)];
                } while (node > 0);
                block.blockModes[4 * y + x] = -node;
                above[4 * column + x] = -node;
                left[y] = -node;
            }
        }
    }
}
