// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.heat;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Numbers as colours, to the bit as {@code zennit.image.imgify} draws them.
 *
 * @param width numbers in a row
 * @param height rows
 * @param indices the colour of each, 0 to 255, row by row
 */
public record Heatmap(int width, int height, int[] indices) {
    /** The numbers of an image, {@code [height, width]}, in a range. */
    public static Heatmap of(double[] values, int width, int height, Range range) {
        int[] indices = new int[values.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = range.index(values[i]);
        }
        return new Heatmap(width, height, indices);
    }

    /**
     * Heatmaps of one size in rows and columns.
     *
     * @param fill the colour of places that are left over; -1 for the smallest that any map has, as zennit fills
     */
    public static Heatmap grid(List<Heatmap> maps, int rows, int columns, int fill) {
        int width = maps.getFirst().width();
        int height = maps.getFirst().height();
        int[] indices = new int[rows * columns * width * height];
        int smallest = fill >= 0 ? fill : smallest(maps);
        for (int place = 0; place < rows * columns; place++) {
            int left = place % columns * width;
            int top = place / columns * height;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    indices[(top + y) * columns * width + left + x] =
                            place < maps.size() ? maps.get(place).indices()[y * width + x] : smallest;
                }
            }
        }
        return new Heatmap(columns * width, rows * height, indices);
    }

    private static int smallest(List<Heatmap> maps) {
        int smallest = ColorMap.SIZE;
        for (Heatmap map : maps) {
            for (int index : map.indices()) {
                smallest = Math.min(smallest, index);
            }
        }
        return smallest;
    }

    /** The picture, one pixel per number. */
    public BufferedImage draw(int[] palette) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, palette[indices[y * width + x]]);
            }
        }
        return image;
    }
}
