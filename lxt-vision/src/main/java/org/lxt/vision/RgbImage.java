// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision;

/**
 * An image of red, green and blue, 8 bits each.
 *
 * @param width pixels of a row
 * @param height rows
 * @param rgb red, green and blue of each pixel, row by row; not copied
 */
public record RgbImage(int width, int height, byte[] rgb) {
    /** Channels of a pixel. */
    public static final int CHANNELS = 3;

    /** Checks the size. */
    public RgbImage {
        if (width < 1 || height < 1 || (long) width * height * CHANNELS != rgb.length) {
            throw new IllegalArgumentException(rgb.length + " bytes for an image of " + width + " x " + height);
        }
    }

    /** A channel of a pixel, 0 to 255. */
    public int at(int x, int y, int channel) {
        return rgb[(y * width + x) * CHANNELS + channel] & 0xff;
    }
}
