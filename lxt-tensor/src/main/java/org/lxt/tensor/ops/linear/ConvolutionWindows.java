// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.ops.move.ColumnMap;

/**
 * The receptive fields of a convolution: where on an image its filters are laid. Made once for a layer; safe for use by
 * several threads.
 */
public final class ConvolutionWindows {
    /**
     * A length in each direction.
     *
     * @param height downwards
     * @param width to the right
     */
    public record Extent(int height, int width) {
        /** The same length in both directions. */
        public static Extent of(int length) {
            return new Extent(length, length);
        }
    }

    private final ImageShape image;
    private final Extent kernel;
    private final Extent stride;
    private final Extent padding;
    private final Extent dilation;
    private final Extent positions;
    private volatile @Nullable ColumnMap columns;

    /**
     * Windows on an image.
     *
     * @param kernel size of a filter
     * @param stride steps from one window to the next
     * @param padding zeros laid around the image, on each side
     * @param dilation steps from one element of a filter to the next
     */
    public ConvolutionWindows(ImageShape image, Extent kernel, Extent stride, Extent padding, Extent dilation) {
        this.image = image;
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        int down = positions(image.height(), kernel.height(), stride.height(), padding.height(), dilation.height());
        int across = positions(image.width(), kernel.width(), stride.width(), padding.width(), dilation.width());
        this.positions = new Extent(down, across);
    }

    /** Square patches that tile the image; what does not fill one at the right and at the bottom is left out. */
    public static ConvolutionWindows patches(ImageShape image, int size) {
        return new ConvolutionWindows(image, Extent.of(size), Extent.of(size), Extent.of(0), Extent.of(1));
    }

    private static int positions(int length, int kernel, int stride, int padding, int dilation) {
        boolean possible = kernel > 0 && stride > 0 && padding >= 0 && dilation > 0;
        int room = length + 2 * padding - dilation * (kernel - 1) - 1;
        if (!possible || room < 0) {
            throw new IllegalArgumentException("convolution: a kernel of " + kernel + " with stride " + stride
                    + ", padding " + padding + " and dilation " + dilation + " on a length of " + length);
        }
        return room / stride + 1;
    }

    /** The image they lie on. */
    public ImageShape image() {
        return image;
    }

    /** How many windows there are in each direction. */
    public Extent positions() {
        return positions;
    }

    /** Number of windows. */
    public int count() {
        return positions.height() * positions.width();
    }

    /** Elements of a window: of all channels, in the order of the image. */
    public int size() {
        return image.channels() * kernel.height() * kernel.width();
    }

    /** From an image to all its windows, one after the other. */
    ColumnMap columns() {
        ColumnMap known = columns;
        if (known == null) {
            known = ColumnMap.of(sources(), image.size());
            columns = known;
        }
        return known;
    }

    private int[] sources() {
        int[] sources = new int[Math.multiplyExact(count(), size())];
        int at = 0;
        for (int i = 0; i < positions.height(); i++) {
            for (int j = 0; j < positions.width(); j++) {
                int top = i * stride.height() - padding.height();
                int left = j * stride.width() - padding.width();
                for (int channel = 0; channel < image.channels(); channel++) {
                    at = window(sources, at, channel, top, left);
                }
            }
        }
        return sources;
    }

    private int window(int[] sources, int from, int channel, int top, int left) {
        int at = from;
        for (int u = 0; u < kernel.height(); u++) {
            int y = top + u * dilation.height();
            for (int v = 0; v < kernel.width(); v++) {
                int x = left + v * dilation.width();
                boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
                sources[at++] = inside ? (channel * image.height() + y) * image.width() + x : -1;
            }
        }
        return at;
    }

    @Override
    public String toString() {
        return positions.height() + " x " + positions.width() + " windows of " + kernel.height() + " x "
                + kernel.width() + " on " + image;
    }
}
