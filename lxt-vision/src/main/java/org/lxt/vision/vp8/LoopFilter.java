// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

/** Smooths the edges between macroblocks and between the blocks in them. Source: RFC 6386, section 15. */
final class LoopFilter {
    private final Plane luma;
    private final Plane[] chroma;
    private final boolean simple;
    private final int sharpness;

    LoopFilter(Plane luma, Plane u, Plane v, FrameHeader header) {
        this.luma = luma;
        this.chroma = new Plane[] {u, v};
        this.simple = header.simpleFilter();
        this.sharpness = header.sharpness();
    }

    /**
     * Smooths the left and the upper edge of a macroblock, and those within it.
     *
     * @param level how much, 1 to 63
     * @param inner whether there is something to smooth within it
     */
    void smooth(int column, int row, int level, boolean inner) {
        int interior = level;
        if (sharpness > 0) {
            interior = Math.min(level >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
        }
        interior = Math.max(interior, 1);
        int limit = 2 * level + interior;
        Edge outside = new Edge(2 * (limit + 4) + 1, interior, level >= 40 ? 2 : level >= 15 ? 1 : 0, true);
        Edge inside = new Edge(2 * limit + 1, interior, outside.variance, false);
        for (boolean across : new boolean[] {true, false}) {
            if ((across ? column : row) > 0) {
                edges(outside, luma, 16, column, row, across, 0);
                for (int i = 0; !simple && i < chroma.length; i++) {
                    edges(outside, chroma[i], 8, column, row, across, 0);
                }
            }
            for (int offset = 4; inner && offset < 16; offset += 4) {
                edges(inside, luma, 16, column, row, across, offset);
            }
            for (int i = 0; inner && !simple && i < chroma.length; i++) {
                edges(inside, chroma[i], 8, column, row, across, 4);
            }
        }
    }

    private void edges(Edge edge, Plane plane, int size, int column, int row, boolean across, int offset) {
        int step = across ? 1 : plane.stride;
        int next = across ? plane.stride : 1;
        int at = plane.at(size * column, size * row) + offset * step;
        for (int i = 0; i < size; i++, at += next) {
            if (simple) {
                edge.smoothSimply(plane, at, step);
            } else {
                edge.smooth(plane, at, step);
            }
        }
    }

    /**
     * How an edge is smoothed.
     *
     * @param limit how large a step is taken for one of the picture's own
     * @param interior the same next to the edge
     * @param variance above it, only the two pixels at the edge change
     * @param wide whether three pixels on each side change, or two
     */
    private record Edge(int limit, int interior, int variance, boolean wide) {
        private boolean isStep(Plane p, int at, int step) {
            return 4 * distance(p, at - step, at) + distance(p, at - 2 * step, at + step) > limit;
        }

        void smoothSimply(Plane p, int at, int step) {
            if (!isStep(p, at, step)) {
                two(p, at, step);
            }
        }

        void smooth(Plane p, int at, int step) {
            if (isStep(p, at, step)) {
                return;
            }
            for (int i = 1; i < 4; i++) {
                if (distance(p, at - (i + 1) * step, at - i * step) > interior
                        || distance(p, at + i * step, at + (i - 1) * step) > interior) {
                    return;
                }
            }
            if (distance(p, at - 2 * step, at - step) > variance || distance(p, at + step, at) > variance) {
                two(p, at, step);
            } else if (wide) {
                six(p, at, step);
            } else {
                four(p, at, step);
            }
        }

        private static int distance(Plane p, int a, int b) {
            return Math.abs(p.get(a) - p.get(b));
        }

        private static int signed(int value) {
            return Math.clamp(value, -128, 127);
        }

        /** Of the pixels at the edge, and those next to them. */
        private static int difference(Plane p, int at, int step) {
            return 3 * (p.get(at) - p.get(at - step)) + signed(p.get(at - 2 * step) - p.get(at + step));
        }

        private static void two(Plane p, int at, int step) {
            int a = difference(p, at, step);
            p.add(at - step, eighth(a + 3));
            p.add(at, -eighth(a + 4));
        }

        private static int eighth(int value) {
            return Math.clamp(value >> 3, -16, 15);
        }

        private static void four(Plane p, int at, int step) {
            int a = 3 * (p.get(at) - p.get(at - step));
            int own = eighth(a + 4);
            int beside = (own + 1) >> 1;
            p.add(at - 2 * step, beside);
            p.add(at - step, eighth(a + 3));
            p.add(at, -own);
            p.add(at + step, -beside);
        }

        private static void six(Plane p, int at, int step) {
            int a = signed(difference(p, at, step));
            for (int i = 0; i < 3; i++) {
                int change = (9 * (3 - i) * a + 63) >> 7;
                p.add(at - (i + 1) * step, change);
                p.add(at + i * step, -change);
            }
        }
    }
}
