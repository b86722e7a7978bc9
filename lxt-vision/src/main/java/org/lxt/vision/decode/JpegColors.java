// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.awt.image.Raster;
import org.lxt.vision.RgbImage;

/**
 * RGB from the components of a JPEG file, in the integer arithmetic of libjpeg (jdcolor.c) and, for inks, of Pillow's {@code
 * convert("RGB")}. Profiles are not applied: Pillow does not either.
 */
final class JpegColors {
    private static final int FRACTION = 16;
    private static final int HALF = 1 << (FRACTION - 1);
    private static final int RED_CR = fixed(1.40200);
    private static final int BLUE_CB = fixed(1.77200);
    private static final int GREEN_CR = -fixed(0.71414);
    private static final int GREEN_CB = -fixed(0.34414);
    private static final int CENTER = 128;

    private JpegColors() {}

    private static int fixed(double value) {
        return (int) (value * (1 << FRACTION) + 0.5);
    }

    static RgbImage rgb(Raster raster, JpegFile.Space space) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++, to += RgbImage.CHANNELS) {
                pixel(row, x * bands, space, rgb, to);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static void pixel(int[] in, int from, JpegFile.Space space, byte[] rgb, int to) {
        switch (space) {
            case GREY -> put(rgb, to, in[from], in[from], in[from]);
            case RGB -> put(rgb, to, in[from], in[from + 1], in[from + 2]);
            case YCC -> ycc(in[from], in[from + 1], in[from + 2], rgb, to);
            // Pillow takes inks as Adobe stores them, inverted: 255 is none.
            case CMYK -> inks(in[from], in[from + 1], in[from + 2], in[from + 3], rgb, to);
            case YCCK -> {
                ycc(in[from], in[from + 1], in[from + 2], rgb, to);
                inks(
                        255 - (rgb[to] & 0xff),
                        255 - (rgb[to + 1] & 0xff),
                        255 - (rgb[to + 2] & 0xff),
                        in[from + 3],
                        rgb,
                        to);
            }
        }
    }

    private static void ycc(int y, int cb, int cr, byte[] rgb, int to) {
        int blue = cb - CENTER;
        int red = cr - CENTER;
        put(
                rgb,
                to,
                clip(y + ((RED_CR * red + HALF) >> FRACTION)),
                clip(y + ((GREEN_CB * blue + GREEN_CR * red + HALF) >> FRACTION)),
                clip(y + ((BLUE_CB * blue + HALF) >> FRACTION)));
    }

    private static void inks(int cyan, int magenta, int yellow, int black, byte[] rgb, int to) {
        put(rgb, to, ink(255 - cyan, black), ink(255 - magenta, black), ink(255 - yellow, black));
    }

    /** What is left of white, of which black leaves this much, under an ink. */
    private static int ink(int amount, int left) {
        int product = amount * left + 128;
        return clip(left - (((product >> 8) + product) >> 8));
    }

    private static int clip(int value) {
        return Math.clamp(value, 0, 255);
    }

    private static void put(byte[] rgb, int to, int red, int green, int blue) {
        rgb[to] = (byte) red;
        rgb[to + 1] = (byte) green;
        rgb[to + 2] = (byte) blue;
    }
}
