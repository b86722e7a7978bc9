// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.io.IOException;
import org.lxt.vision.RgbImage;

/** Decodes a key frame. */
public final class Vp8Image {
    private final FrameHeader header;
    private final Plane luma;
    private final Plane u;
    private final Plane v;
    private final BlockPrediction blocks;

    private Vp8Image(FrameHeader header) {
        this.header = header;
        this.luma = new Plane(16 * header.columns(), 16 * header.rows());
        this.u = new Plane(8 * header.columns(), 8 * header.rows());
        this.v = new Plane(8 * header.columns(), 8 * header.rows());
        this.blocks = new BlockPrediction(luma);
    }

    /**
     * Decodes a frame as libwebp's decoder does.
     *
     * @param frame the body of a {@code VP8} chunk; who calls has checked the size that it declares
     * @throws IOException if it is not a key frame that is shown, or damaged
     */
    public static RgbImage decode(byte[] frame) throws IOException {
        return new Vp8Image(FrameHeader.read(frame)).image();
    }

    private RgbImage image() throws IOException {
        ModeReader modes = new ModeReader(header);
        CoefficientReader coefficients = new CoefficientReader(header);
        Macroblock block = new Macroblock();
        byte[] levels = new byte[header.columns() * header.rows()];
        boolean[] inner = new boolean[levels.length];
        for (int row = 0; row < header.rows(); row++) {
            BoolDecoder partition = header.partitions()[row % header.partitions().length];
            modes.beginRow();
            coefficients.beginRow();
            for (int column = 0; column < header.columns(); column++) {
                modes.read(block, column);
                coefficients.read(partition, block, column);
                reconstruct(block, column, row);
                FrameHeader.Segment segment = header.segments()[block.segment];
                int index = row * header.columns() + column;
                levels[index] = (byte) (block.byBlocks ? segment.blocksLevel() : segment.level());
                inner[index] = block.byBlocks || block.hasCoefficients;
            }
            header.modes().requireData();
            partition.requireData();
        }
        // Predictions refer to pixels that are not smoothed yet.
        LoopFilter filter = new LoopFilter(luma, u, v, header);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] > 0) {
                filter.smooth(i % header.columns(), i / header.columns(), levels[i], inner[i]);
            }
        }
        return new Colors(luma, u, v, header.width(), header.height()).image();
    }

    private void reconstruct(Macroblock block, int column, int row) {
        int x = 16 * column;
        int y = 16 * row;
        if (!block.byBlocks) {
            WholePrediction.predict(luma, block.lumaMode, x, y, 16);
        }
        boolean isLast = column == header.columns() - 1 && row > 0;
        for (int i = 0; i < 16; i++) {
            int at = luma.at(x + 4 * (i & 3), y + 4 * (i >> 2));
            if (block.byBlocks) {
                // What is right of the macroblock is not decoded yet, so its last blocks refer to the one above there.
                boolean isRightmost = (i & 3) == 3;
                int beyond = isRightmost ? luma.at(x + 16, y - 1) : at - luma.stride + 4;
                blocks.predict(block.blockModes[i], at, beyond, isLast && isRightmost);
            }
            if (block.hasCoefficients) {
                Transforms.add(block.coefficients, 16 * i, luma, at);
            }
        }
        chroma(u, block, 16, column, row);
        chroma(v, block, 20, column, row);
    }

    private static void chroma(Plane plane, Macroblock block, int first, int column, int row) {
        WholePrediction.predict(plane, block.chromaMode, 8 * column, 8 * row, 8);
        for (int i = 0; block.hasCoefficients && i < 4; i++) {
            int at = plane.at(8 * column + 4 * (i & 1), 8 * row + 4 * (i >> 1));
            Transforms.add(block.coefficients, 16 * (first + i), plane, at);
        }
    }
}
