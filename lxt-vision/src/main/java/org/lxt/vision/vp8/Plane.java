// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.util.Arrays;

/**
 * Luma or chroma of a frame, in whole macroblocks, with the border that predictions at the edges refer to: 127 above and in the
 * corner, 129 at the left.
 */
final class Plane {
    private static final int ABOVE = 127;
    private static final int BESIDE = 129;

    /** Pixels beyond the right edge that predictions of the first row refer to. */
    private static final int BEYOND = 4;

    final int stride;
    final byte[] pixels;

    Plane(int width, int height) {
        stride = 1 + width + BEYOND;
        pixels = new byte[stride * (height + 1)];
        Arrays.fill(pixels, 0, stride, (byte) ABOVE);
        for (int y = 0; y < height; y++) {
            pixels[at(-1, y)] = (byte) BESIDE;
        }
    }

    int at(int x, int y) {
        return (y + 1) * stride + x + 1;
    }

    int get(int at) {
        return pixels[at] & 0xff;
    }

    void set(int at, int value) {
        pixels[at] = (byte) Math.clamp(value, 0, 255);
    }

    void add(int at, int difference) {
        set(at, get(at) + difference);
    }
}
