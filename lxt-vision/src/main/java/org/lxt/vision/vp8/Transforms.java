// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

/** From coefficients to differences. Source: RFC 6386, section 14. */
final class Transforms {
    private Transforms() {}

    /** The DCs of 16 blocks from the coefficients of the block that holds them. */
    static void means(int[] in, int[] coefficients) {
        int[] half = new int[16];
        for (int i = 0; i < 4; i++) {
            int a = in[i] + in[12 + i];
            int b = in[4 + i] + in[8 + i];
            int c = in[4 + i] - in[8 + i];
            int d = in[i] - in[12 + i];
            half[i] = a + b;
            half[4 + i] = c + d;
            half[8 + i] = a - b;
            half[12 + i] = d - c;
        }
        for (int i = 0; i < 4; i++) {
            int a = half[4 * i] + half[4 * i + 3] + 3;
            int b = half[4 * i + 1] + half[4 * i + 2];
            int c = half[4 * i + 1] - half[4 * i + 2];
            int d = half[4 * i] - half[4 * i + 3] + 3;
            coefficients[64 * i] = (a + b) >> 3;
            coefficients[64 * i + 16] = (c + d) >> 3;
            coefficients[64 * i + 32] = (a - b) >> 3;
            coefficients[64 * i + 48] = (d - c) >> 3;
        }
    }

    /** Adds the differences of a block of 4 x 4 pixels to what was predicted. */
    static void add(int[] in, int from, Plane plane, int at) {
        int[] half = new int[16];
        for (int i = 0; i < 4; i++) {
            int first = in[from + i];
            int second = in[from + 4 + i];
            int third = in[from + 8 + i];
            int fourth = in[from + 12 + i];
            int a = first + third;
            int b = first - third;
            int c = sine(second) - cosine(fourth);
            int d = cosine(second) + sine(fourth);
            half[i] = a + d;
            half[4 + i] = b + c;
            half[8 + i] = b - c;
            half[12 + i] = a - d;
        }
        for (int y = 0; y < 4; y++) {
            int row = at + y * plane.stride;
            int a = half[4 * y] + half[4 * y + 2] + 4;
            int b = half[4 * y] - half[4 * y + 2] + 4;
            int c = sine(half[4 * y + 1]) - cosine(half[4 * y + 3]);
            int d = cosine(half[4 * y + 1]) + sine(half[4 * y + 3]);
            plane.add(row, (a + d) >> 3);
            plane.add(row + 1, (b + c) >> 3);
            plane.add(row + 2, (b - c) >> 3);
            plane.add(row + 3, (a - d) >> 3);
        }
    }

    /** {@code x sqrt(2) cos(pi / 8)}. */
    private static int cosine(int x) {
        return x + ((x * 20091) >> 16);
    }

    /** {@code x sqrt(2) sin(pi / 8)}. */
    private static int sine(int x) {
        return (x * 35468) >> 16;
    }
}
