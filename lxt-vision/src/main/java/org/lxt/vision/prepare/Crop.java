// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;

/**
 * Cuts out the middle; an image that is smaller is put in the middle of black.
 *
 * @param size what is cut out
 * @param rounding where it begins if the border is odd
 */
public record Crop(Size size, Rounding rounding) {
    /** How half a pixel of border is rounded. */
    public enum Rounding {
        /** To an even number, as torchvision's {@code center_crop} does. */
        EVEN,
        /** Down, as transformers does. */
        DOWN
    }

    /** The middle of an image. */
    public RgbImage of(RgbImage image) {
        int left = begin(image.width(), size.width());
        int top = begin(image.height(), size.height());
        byte[] rgb = new byte[size.width() * size.height() * RgbImage.CHANNELS];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int column = left + x;
                int row = top + y;
                if (column >= 0 && column < image.width() && row >= 0 && row < image.height()) {
                    System.arraycopy(
                            image.rgb(),
                            (row * image.width() + column) * RgbImage.CHANNELS,
                            rgb,
                            (y * size.width() + x) * RgbImage.CHANNELS,
                            RgbImage.CHANNELS);
                }
            }
        }
        return new RgbImage(size.width(), size.height(), rgb);
    }

    private int begin(int image, int crop) {
        if (crop > image) {
            return -((crop - image) / 2);
        }
        return switch (rounding) {
            case EVEN -> (int) Math.rint((image - crop) / 2.0);
            case DOWN -> (image - crop) / 2;
        };
    }
}
