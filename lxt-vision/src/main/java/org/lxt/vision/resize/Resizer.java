// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.resize;

import org.lxt.vision.RgbImage;

/** Resizes images of 8 bits, to the bit as a library does it that models were trained with. */
public enum Resizer {
    /** {@code Image.resize} of Pillow: weights of 22 bits. */
    PILLOW,

    /**
     * {@code torchvision.transforms.v2.functional.resize} of a tensor of bytes with antialiasing, on a CPU: weights of 16
     * bits.
     */
    TORCH;

    /** The image in another size. */
    public RgbImage resize(RgbImage image, int width, int height, Filter filter) {
        if (width == image.width() && height == image.height()) {
            return image;
        }
        if (filter == Filter.NEAREST) {
            return nearest(image, width, height);
        }
        RgbImage narrow = width == image.width() ? image : rows(image, width, filter);
        return height == image.height() ? narrow : columns(narrow, height, filter);
    }

    private RgbImage nearest(RgbImage image, int width, int height) {
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int row = nearest(y, image.height(), height);
            for (int x = 0; x < width; x++) {
                int from = (row * image.width() + nearest(x, image.width(), width)) * RgbImage.CHANNELS;
                for (int c = 0; c < RgbImage.CHANNELS; c++) {
                    rgb[to++] = image.rgb()[from + c];
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    // Pillow takes the pixel under the middle, torch the one under the beginning, in float32.
    private int nearest(int index, int from, int to) {
        int source = this == PILLOW
                ? (int) ((index + 0.5) * ((double) from / to))
                : (int) Math.floor(index * ((float) from / to));
        return Math.min(source, from - 1);
    }

    private RgbImage rows(RgbImage image, int width, Filter filter) {
        Coefficients coefficients = Coefficients.of(filter, image.width(), width);
        int bits = bits(coefficients);
        int[][] weights = coefficients.rounded(bits);
        byte[] rgb = new byte[width * image.height() * RgbImage.CHANNELS];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int from = (y * image.width() + coefficients.first()[x]) * RgbImage.CHANNELS;
                int to = (y * width + x) * RgbImage.CHANNELS;
                weigh(image.rgb(), from, RgbImage.CHANNELS, weights[x], bits, rgb, to);
            }
        }
        return new RgbImage(width, image.height(), rgb);
    }

    private RgbImage columns(RgbImage image, int height, Filter filter) {
        Coefficients coefficients = Coefficients.of(filter, image.height(), height);
        int bits = bits(coefficients);
        int[][] weights = coefficients.rounded(bits);
        int step = image.width() * RgbImage.CHANNELS;
        byte[] rgb = new byte[step * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < image.width(); x++) {
                int from = coefficients.first()[y] * step + x * RgbImage.CHANNELS;
                weigh(image.rgb(), from, step, weights[y], bits, rgb, y * step + x * RgbImage.CHANNELS);
            }
        }
        return new RgbImage(image.width(), height, rgb);
    }

    private int bits(Coefficients coefficients) {
        return this == PILLOW ? Coefficients.PILLOW_BITS : coefficients.bitsForShorts();
    }

    private static void weigh(byte[] from, int first, int step, int[] weights, int bits, byte[] to, int at) {
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            int sum = 1 << (bits - 1);
            int index = first + c;
            for (int weight : weights) {
                sum += (from[index] & 0xff) * weight;
                index += step;
            }
            to[at + c] = (byte) Math.clamp(sum >> bits, 0, 255);
        }
    }
}
