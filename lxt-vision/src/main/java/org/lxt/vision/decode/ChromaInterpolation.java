package org.lxt.vision.decode;

import org.lxt.vision.RgbImage;

/**
 * Smooths the colours of a lossy WebP image as libwebp does. Such an image stores colour for blocks of 2 x 2 pixels;
 * TwelveMonkeys gives the four pixels the same, libwebp interpolates ("fancy upsampling": 9, 3, 3 and 1 sixteenths of the
 * four nearest blocks). What a block stored follows from its pixels, where they are not clipped.
 */
final class ChromaInterpolation {
    // ITU-R BT.601 with studio swing, as WebP is defined
    private static final double RED_V = 1.596;
    private static final double GREEN_U = 0.391;
    private static final double GREEN_V = 0.813;
    private static final double BLUE_U = 2.018;

    // (R, G, B) = 1.164 Y + (0, -GREEN_U, BLUE_U) U + (RED_V, -GREEN_V, 0) V; subtracting G leaves two equations in U
    // and V
    private static final double DETERMINANT = GREEN_U * GREEN_V - (BLUE_U + GREEN_U) * (RED_V + GREEN_V);

    private final RgbImage image;
    private final int columns;
    private final int rows;
    private final double[] u;
    private final double[] v;

    private ChromaInterpolation(RgbImage image) {
        this.image = image;
        this.columns = (image.width() + 1) / 2;
        this.rows = (image.height() + 1) / 2;
        this.u = new double[columns * rows];
        this.v = new double[columns * rows];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                readBlock(x, y);
            }
        }
    }

    static RgbImage of(RgbImage image) {
        return new ChromaInterpolation(image).smoothed();
    }

    /** The mean of the pixels that are not clipped, or of all if all are. */
    private void readBlock(int column, int row) {
        int most = -1;
        for (int i = 0; i < 4; i++) {
            most = Math.max(most, unclipped(column, row, i));
        }
        double sumU = 0;
        double sumV = 0;
        int count = 0;
        for (int i = 0; i < 4; i++) {
            if (unclipped(column, row, i) == most) {
                int x = 2 * column + (i & 1);
                int y = 2 * row + (i >> 1);
                double red = image.at(x, y, 0) - image.at(x, y, 1);
                double blue = image.at(x, y, 2) - image.at(x, y, 1);
                sumU += (GREEN_V * red - (RED_V + GREEN_V) * blue) / DETERMINANT;
                sumV += (GREEN_U * blue - (BLUE_U + GREEN_U) * red) / DETERMINANT;
                count++;
            }
        }
        u[row * columns + column] = sumU / count;
        v[row * columns + column] = sumV / count;
    }

    /** How many channels of a block's pixel are not clipped; -1 for a pixel beyond the border. */
    private int unclipped(int column, int row, int pixel) {
        int x = 2 * column + (pixel & 1);
        int y = 2 * row + (pixel >> 1);
        if (x >= image.width() || y >= image.height()) {
            return -1;
        }
        int count = 0;
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            count += image.at(x, y, c) > 0 && image.at(x, y, c) < 255 ? 1 : 0;
        }
        return count;
    }

    private RgbImage smoothed() {
        byte[] rgb = new byte[image.rgb().length];
        int to = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int own = y / 2 * columns + x / 2;
                double moreU = at(u, x, y) - u[own];
                double moreV = at(v, x, y) - v[own];
                rgb[to++] = clip(image.at(x, y, 0) + RED_V * moreV);
                rgb[to++] = clip(image.at(x, y, 1) - GREEN_U * moreU - GREEN_V * moreV);
                rgb[to++] = clip(image.at(x, y, 2) + BLUE_U * moreU);
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    private double at(double[] plane, int x, int y) {
        int column = x / 2;
        int row = y / 2;
        int besides = Math.clamp(column + (x % 2 == 0 ? -1 : 1), 0, columns - 1);
        int beyond = Math.clamp(row + (y % 2 == 0 ? -1 : 1), 0, rows - 1);
        return (9 * plane[row * columns + column]
                        + 3 * plane[row * columns + besides]
                        + 3 * plane[beyond * columns + column]
                        + plane[beyond * columns + besides])
                / 16;
    }

    private static byte clip(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
