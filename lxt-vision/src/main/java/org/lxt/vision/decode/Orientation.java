// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import org.lxt.vision.RgbImage;

/**
 * How a camera was held, by the EXIF tag 0x0112: 1 upright, 2 to 4 mirrored, turned by half, or both, 5 to 8 with rows and
 * columns swapped. What is there is turned as Pillow's {@code ImageOps.exif_transpose} does.
 */
final class Orientation {
    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int FIRST_SWAPPED = 5;
    private static final int LAST = 8;

    private Orientation() {}

    /** The orientation in a block of EXIF, which begins with a TIFF header; upright if it has none that makes sense. */
    static int of(byte[] bytes, int begin, int end) {
        if (end - begin < 8 || !(Bytes.isAt(bytes, begin, "II*\0") || Bytes.isAt(bytes, begin, "MM\0*"))) {
            return UPRIGHT;
        }
        boolean little = bytes[begin] == 'I';
        long directory = begin + u32(bytes, begin + 4, little);
        if (directory < begin + 8 || directory > end - 2) {
            return UPRIGHT;
        }
        int count = u16(bytes, (int) directory, little);
        for (int i = 0; i < count; i++) {
            long at = directory + 2 + 12L * i;
            if (at > end - 12) {
                return UPRIGHT;
            }
            if (u16(bytes, (int) at, little) == TAG && u16(bytes, (int) at + 2, little) == SHORT) {
                int value = u16(bytes, (int) at + 8, little);
                return value > UPRIGHT && value <= LAST ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static int u16(byte[] bytes, int at, boolean little) {
        return little ? Bytes.u16Little(bytes, at) : Bytes.u16(bytes, at);
    }

    private static long u32(byte[] bytes, int at, boolean little) {
        return little ? Bytes.u32Little(bytes, at) : Bytes.u32(bytes, at);
    }

    /** The image turned upright. */
    static RgbImage upright(RgbImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        boolean swapped = orientation >= FIRST_SWAPPED;
        int width = swapped ? image.height() : image.width();
        int height = swapped ? image.width() : image.height();
        boolean mirroredX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean mirroredY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        byte[] rgb = new byte[image.rgb().length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = swapped ? y : x;
                int row = swapped ? x : y;
                int sourceX = mirroredX ? image.width() - 1 - column : column;
                int sourceY = mirroredY ? image.height() - 1 - row : row;
                int from = (sourceY * image.width() + sourceX) * RgbImage.CHANNELS;
                for (int c = 0; c < RgbImage.CHANNELS; c++) {
                    rgb[to++] = image.rgb()[from + c];
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
