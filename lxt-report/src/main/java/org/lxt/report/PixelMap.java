package org.lxt.report;

import java.util.List;

/**
 * Relevance of an image, in units of the logit.
 *
 * @param channels channels of a pixel
 * @param height rows of pixels
 * @param width pixels of a row
 * @param patchHeight rows of pixels in a patch
 * @param patchWidth pixels in a row of a patch
 * @param relevance of each channel of each pixel, {@code [channels, height, width]}
 */
public record PixelMap(int channels, int height, int width, int patchHeight, int patchWidth, List<Double> relevance) {
    /** Refuses sizes that do not fit together, and numbers that are not finite. */
    public PixelMap {
        relevance = List.copyOf(relevance);
        boolean whole = channels > 0
                && height > 0
                && width > 0
                && patchHeight > 0
                && patchWidth > 0
                && height % patchHeight == 0
                && width % patchWidth == 0;
        if (!whole || (long) channels * height * width != relevance.size()) {
            throw new ReportException(relevance.size() + " numbers are no relevance of " + channels + " x " + height
                    + " x " + width + " in patches of " + patchHeight + " x " + patchWidth);
        }
        for (double value : relevance) {
            Finite.require(value, "the relevance of a pixel");
        }
    }

    /** Relevance of the whole image. */
    public double sum() {
        return relevance.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Rows of patches. */
    public int patchRows() {
        return height / patchHeight;
    }

    /** Patches of a row. */
    public int patchColumns() {
        return width / patchWidth;
    }

    /** Relevance of a channel, {@code [height, width]}. */
    public double[] channel(int channel) {
        int size = height * width;
        return relevance.subList(channel * size, (channel + 1) * size).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Relevance of each pixel, {@code [height, width]}: the sum over its channels. */
    public double[] pixels() {
        double[] sums = new double[height * width];
        for (int c = 0; c < channels; c++) {
            double[] channel = channel(c);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += channel[i];
            }
        }
        return sums;
    }

    /** Relevance of each patch, {@code [patchRows, patchColumns]}: the sum over its pixels. */
    public double[] patches() {
        double[] pixels = pixels();
        double[] sums = new double[patchRows() * patchColumns()];
        for (int i = 0; i < pixels.length; i++) {
            sums[i / width / patchHeight * patchColumns() + i % width / patchWidth] += pixels[i];
        }
        return sums;
    }
}
