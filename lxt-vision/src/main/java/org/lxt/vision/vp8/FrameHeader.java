// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.io.IOException;

/**
 * What a key frame says before its blocks. Source: RFC 6386, section 9.
 *
 * @param width pixels
 * @param height pixels
 * @param segments what the up to four kinds of macroblocks are like
 * @param mapped whether each macroblock says its segment
 * @param segmentProbabilities of the segments
 * @param simpleFilter whether only luma is smoothed, in the simple way
 * @param sharpness of the filter
 * @param skips how likely it is that a macroblock has coefficients; -1 if none says that it has none
 * @param coefficients probabilities of coefficients
 * @param modes where the modes of the macroblocks follow
 * @param partitions the coefficients, of each row of macroblocks in turn
 */
record FrameHeader(
        int width,
        int height,
        Segment[] segments,
        boolean mapped,
        int[] segmentProbabilities,
        boolean simpleFilter,
        int sharpness,
        int skips,
        int[] coefficients,
        BoolDecoder modes,
        BoolDecoder[] partitions) {
    private static final int SEGMENTS = 4;
    private static final int BEGIN = 10;

    /**
     * One kind of macroblocks.
     *
     * @param luma steps of DC and of the others, of luma
     * @param mean the same of the block that holds the DCs of luma
     * @param chroma the same of chroma
     * @param level how much is smoothed, 0 for not at all
     * @param blocksLevel the same where luma is predicted by blocks of 4 x 4
     */
    record Segment(int[] luma, int[] mean, int[] chroma, int level, int blocksLevel) {}

    int columns() {
        return (width + 15) / 16;
    }

    int rows() {
        return (height + 15) / 16;
    }

    /**
     * Reads the header of a frame.
     *
     * @throws IOException if it is not a key frame that is shown, or cut off
     */
    static FrameHeader read(byte[] frame) throws IOException {
        if (frame.length < BEGIN) {
            throw new IOException("the frame is cut off");
        }
        int tag = u8(frame, 0) | (u8(frame, 1) << 8) | (u8(frame, 2) << 16);
        boolean isKey = (tag & 1) == 0;
        boolean isShown = ((tag >> 4) & 1) == 1;
        if (!isKey
                || !isShown
                || ((tag >> 1) & 7) > 3
                || u8(frame, 3) != 0x9d
                || u8(frame, 4) != 1
                || u8(frame, 5) != 0x2a) {
            throw new IOException("the frame is not a key frame that is shown");
        }
        int end = BEGIN + (tag >> 5);
        if (end > frame.length) {
            throw new IOException("the frame is cut off");
        }
        int width = (u8(frame, 6) | (u8(frame, 7) << 8)) & 0x3fff;
        int height = (u8(frame, 8) | (u8(frame, 9) << 8)) & 0x3fff;
        return new Reading(frame, new BoolDecoder(frame, BEGIN, end), end).read(width, height);
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    /** What is read in the first partition, one after the other. */
    private static final class Reading {
        private final byte[] frame;
        private final BoolDecoder in;
        private final int partitionsAt;

        private boolean segmented;
        private boolean mapped;
        private boolean absolute;
        private final int[] quantizers = new int[SEGMENTS];
        private final int[] strengths = new int[SEGMENTS];
        private final int[] segmentProbabilities = {255, 255, 255};
        private boolean simple;
        private int level;
        private int sharpness;
        private int levelOfFrame;
        private int levelOfBlocks;

        Reading(byte[] frame, BoolDecoder in, int partitionsAt) {
            this.frame = frame;
            this.in = in;
            this.partitionsAt = partitionsAt;
        }

        FrameHeader read(int width, int height) throws IOException {
            // The colour space, of which there is one, and a promise that no value needs clipping.
            in.number(2);
            readSegments();
            readFilter();
            BoolDecoder[] partitions = partitions();
            Segment[] segments = segments();
            // Whether probabilities hold beyond this frame, and there is none beyond.
            in.flag();
            int[] coefficients = Tables.COEFFICIENT_PROBABILITIES.clone();
            for (int i = 0; i < coefficients.length; i++) {
                if (in.bit(Tables.COEFFICIENT_UPDATES[i]) == 1) {
                    coefficients[i] = in.number(8);
                }
            }
            int skips = in.flag() ? in.number(8) : -1;
            in.requireData();
            return new FrameHeader(
                    width,
                    height,
                    segments,
                    mapped,
                    segmentProbabilities,
                    simple,
                    sharpness,
                    skips,
                    coefficients,
                    in,
                    partitions);
        }

        private void readSegments() {
            segmented = in.flag();
            if (!segmented) {
                return;
            }
            mapped = in.flag();
            if (in.flag()) {
                absolute = in.flag();
                for (int i = 0; i < SEGMENTS; i++) {
                    quantizers[i] = in.optional(7);
                }
                for (int i = 0; i < SEGMENTS; i++) {
                    strengths[i] = in.optional(6);
                }
            }
            for (int i = 0; mapped && i < segmentProbabilities.length; i++) {
                segmentProbabilities[i] = in.flag() ? in.number(8) : 255;
            }
        }

        private void readFilter() {
            simple = in.flag();
            level = in.number(6);
            sharpness = in.number(3);
            boolean adjusted = in.flag();
            if (adjusted && in.flag()) {
                int[] adjustments = new int[8];
                for (int i = 0; i < adjustments.length; i++) {
                    adjustments[i] = in.optional(6);
                }
                // The first four are of what a frame refers to, here to itself; the others of modes, the first of 4 x 4
                // blocks.
                levelOfFrame = adjustments[0];
                levelOfBlocks = adjustments[4];
            }
        }

        private BoolDecoder[] partitions() throws IOException {
            int count = 1 << in.number(2);
            BoolDecoder[] partitions = new BoolDecoder[count];
            int at = partitionsAt + 3 * (count - 1);
            for (int i = 0; i < count; i++) {
                int size = partitionsAt + 3 * i;
                if (at > frame.length) {
                    throw new IOException("the frame is cut off");
                }
                int end = i == count - 1
                        ? frame.length
                        : at + (u8(frame, size) | (u8(frame, size + 1) << 8) | (u8(frame, size + 2) << 16));
                if (end > frame.length) {
                    throw new IOException("the frame is cut off");
                }
                partitions[i] = new BoolDecoder(frame, at, end);
                at = end;
            }
            return partitions;
        }

        private Segment[] segments() {
            int base = in.number(7);
            int lumaDc = in.optional(4);
            int meanDc = in.optional(4);
            int meanAc = in.optional(4);
            int chromaDc = in.optional(4);
            int chromaAc = in.optional(4);
            Segment[] segments = new Segment[SEGMENTS];
            for (int i = 0; i < SEGMENTS; i++) {
                int q = segmented ? quantizers[i] + (absolute ? 0 : base) : base;
                segments[i] = new Segment(
                        new int[] {dc(q + lumaDc, 127), ac(q)},
                        new int[] {2 * dc(q + meanDc, 127), Math.max(8, ac(q + meanAc) * 155 / 100)},
                        new int[] {dc(q + chromaDc, 117), ac(q + chromaAc)},
                        level(i, 0),
                        level(i, levelOfBlocks));
            }
            return segments;
        }

        private static int dc(int index, int most) {
            return Tables.DC_STEPS[Math.clamp(index, 0, most)];
        }

        private static int ac(int index) {
            return Tables.AC_STEPS[Math.clamp(index, 0, 127)];
        }

        private int level(int segment, int adjustment) {
            if (level == 0) {
                return 0;
            }
            int own = segmented ? strengths[segment] + (absolute ? 0 : level) : level;
            return Math.clamp(own + levelOfFrame + adjustment, 0, 63);
        }
    }
}
