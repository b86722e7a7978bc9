// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.Arrays;
import java.util.Objects;

/**
 * An image as the model saw it, resized and cut.
 *
 * @param name its name, such as that of its file
 * @param width pixels of a row
 * @param height rows
 * @param rgb red, green and blue of each pixel, row by row; not copied
 * @param preparation what was done to it, in a few words
 */
public record SeenImage(String name, int width, int height, byte[] rgb, String preparation) {
    /** Refuses a size that does not fit. */
    public SeenImage {
        if (width < 1 || height < 1 || 3L * width * height != rgb.length) {
            throw new ReportException(rgb.length + " bytes are not an image of " + width + " x " + height + " pixels");
        }
    }

    /** Red, green and blue of a pixel: 0xRRGGBB. */
    public int pixel(int x, int y) {
        int at = 3 * (y * width + x);
        return ((rgb[at] & 0xff) << 16) | ((rgb[at + 1] & 0xff) << 8) | (rgb[at + 2] & 0xff);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenImage o
                && name.equals(o.name)
                && width == o.width
                && height == o.height
                && Arrays.equals(rgb, o.rgb)
                && preparation.equals(o.preparation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, width, height, Arrays.hashCode(rgb), preparation);
    }

    @Override
    public String toString() {
        return name + ", " + width + " x " + height + ", " + preparation;
    }
}
