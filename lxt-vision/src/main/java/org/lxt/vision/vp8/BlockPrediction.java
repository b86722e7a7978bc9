// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

/** Predicts blocks of 4 x 4 pixels of luma from the pixels around them. Source: RFC 6386, section 12.3. */
final class BlockPrediction {
    static final int DC = 0;
    static final int TRUE_MOTION = 1;
    static final int VERTICAL = 2;
    static final int HORIZONTAL = 3;
    static final int LEFT_DOWN = 4;
    static final int RIGHT_DOWN = 5;
    static final int VERTICAL_RIGHT = 6;
    static final int VERTICAL_LEFT = 7;
    static final int HORIZONTAL_DOWN = 8;
    static final int HORIZONTAL_UP = 9;

    /** The corner in {@link #edge}: left pixels come before it, from the bottom, those above after it. */
    private static final int CORNER = 4;

    private final Plane plane;
    private final int[] edge = new int[13];
    private int at;

    BlockPrediction(Plane plane) {
        this.plane = plane;
    }

    /**
     * Predicts.
     *
     * @param where the block's first pixel
     * @param beyond where the four pixels are that come after those above
     * @param isLast whether there is nothing beyond but the last pixel above, again and again
     */
    void predict(int mode, int where, int beyond, boolean isLast) {
        at = where;
        for (int i = 0; i < 4; i++) {
            edge[CORNER - 1 - i] = plane.get(where + i * plane.stride - 1);
            edge[CORNER + 1 + i] = plane.get(where - plane.stride + i);
            edge[CORNER + 5 + i] = plane.get(isLast ? beyond - 1 : beyond + i);
        }
        edge[CORNER] = plane.get(where - plane.stride - 1);
        switch (mode) {
            case DC -> mean();
            case TRUE_MOTION -> trueMotion();
            case VERTICAL -> vertical();
            case HORIZONTAL -> horizontal();
            case LEFT_DOWN -> leftDown();
            case RIGHT_DOWN -> rightDown();
            case VERTICAL_RIGHT -> verticalRight();
            case VERTICAL_LEFT -> verticalLeft();
            case HORIZONTAL_DOWN -> horizontalDown();
            case HORIZONTAL_UP -> horizontalUp();
            default -> throw new IllegalArgumentException("mode " + mode);
        }
    }

    private void set(int x, int y, int value) {
        plane.set(at + y * plane.stride + x, value);
    }

    private int above(int i) {
        return edge[CORNER + 1 + i];
    }

    private int left(int i) {
        return edge[CORNER - 1 - i];
    }

    /** Of an edge pixel and the next. */
    private int two(int i) {
        return (edge[i] + edge[i + 1] + 1) >> 1;
    }

    /** Around an edge pixel. */
    private int three(int i) {
        return three(edge[i - 1], edge[i], edge[i + 1]);
    }

    private static int three(int a, int b, int c) {
        return (a + 2 * b + c + 2) >> 2;
    }

    private void mean() {
        int sum = 4;
        for (int i = 0; i < 4; i++) {
            sum += above(i) + left(i);
        }
        for (int i = 0; i < 16; i++) {
            set(i & 3, i >> 2, sum >> 3);
        }
    }

    private void trueMotion() {
        for (int i = 0; i < 16; i++) {
            set(i & 3, i >> 2, left(i >> 2) + above(i & 3) - edge[CORNER]);
        }
    }

    private void vertical() {
        for (int i = 0; i < 16; i++) {
            set(i & 3, i >> 2, three(CORNER + 1 + (i & 3)));
        }
    }

    private void horizontal() {
        for (int i = 0; i < 16; i++) {
            int y = i >> 2;
            set(i & 3, y, y == 3 ? three(left(2), left(3), left(3)) : three(CORNER - 1 - y));
        }
    }

    private void leftDown() {
        for (int i = 0; i < 16; i++) {
            int step = (i & 3) + (i >> 2);
            set(i & 3, i >> 2, step == 6 ? three(above(6), above(7), above(7)) : three(CORNER + 2 + step));
        }
    }

    private void rightDown() {
        for (int i = 0; i < 16; i++) {
            set(i & 3, i >> 2, three(CORNER + (i & 3) - (i >> 2)));
        }
    }

    private void verticalRight() {
        for (int x = 0; x < 4; x++) {
            set(x, 0, two(CORNER + x));
            set(x, 1, three(CORNER + x));
        }
        set(0, 2, three(CORNER - 1));
        set(0, 3, three(CORNER - 2));
        for (int x = 1; x < 4; x++) {
            set(x, 2, two(CORNER + x - 1));
            set(x, 3, three(CORNER + x - 1));
        }
    }

    private void verticalLeft() {
        for (int x = 0; x < 4; x++) {
            set(x, 0, two(CORNER + 1 + x));
            set(x, 1, three(CORNER + 2 + x));
        }
        for (int x = 0; x < 3; x++) {
            set(x, 2, two(CORNER + 2 + x));
            set(x, 3, three(CORNER + 3 + x));
        }
        set(3, 2, three(CORNER + 6));
        set(3, 3, three(CORNER + 7));
    }

    private void horizontalDown() {
        for (int y = 0; y < 4; y++) {
            set(0, y, two(CORNER - 1 - y));
            set(1, y, three(CORNER - y));
        }
        set(2, 0, three(CORNER + 1));
        set(3, 0, three(CORNER + 2));
        for (int y = 1; y < 4; y++) {
            set(2, y, two(CORNER - y));
            set(3, y, three(CORNER + 1 - y));
        }
    }

    private void horizontalUp() {
        for (int i = 0; i < 16; i++) {
            int x = i & 3;
            int y = i >> 2;
            int step = x + 2 * y;
            int value = switch (step) {
                case 0, 2, 4 -> two(CORNER - 2 - step / 2);
                case 1, 3 -> three(CORNER - 2 - step / 2);
                case 5 -> three(left(2), left(3), left(3));
                default -> left(3);
            };
            set(x, y, value);
        }
    }
}
