// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.move.Reshape;
import org.lxt.tensor.ops.move.Transpose;
import org.lxt.tensor.weight.Weight;

/**
 * Two-dimensional convolution, as {@link Unfold}, {@link Linear} and {@link #toImages}. A model that applies a rule
 * calls the three itself, with the rule in the middle; a patch embedding stops after the second.
 *
 * <p>Gradient and bookings are those of the three: only the bias absorbs, {@code sum(b G)}.
 */
public final class Conv2d {
    private Conv2d() {}

    /**
     * Convolves.
     *
     * @param images {@code [images, channels height width]}
     * @param filters {@code [filters, channels kernelHeight kernelWidth]}
     * @param bias constant of one element a filter, or none
     * @return {@code [images, filters, height, width]}, one place a window
     */
    public static Tensor apply(Tensor images, ConvolutionWindows windows, Weight filters, @Nullable Tensor bias) {
        return toImages(Linear.apply(Unfold.apply(images, windows), filters, bias), windows);
    }

    /**
     * One row per window to one row per image: {@code [images windows, channels]} to {@code [images, channels, height,
     * width]}.
     */
    public static Tensor toImages(Tensor fields, ConvolutionWindows windows) {
        int count = windows.count();
        if (fields.rows() % count != 0) {
            throw new IllegalArgumentException(
                    "convolution: " + fields.rows() + " rows for images of " + count + " windows");
        }
        int images = fields.rows() / count;
        int channels = fields.columns();
        Tensor byWindow = Reshape.apply(fields, Shape.of(images, count, channels));
        Shape shape = Shape.of(
                images,
                channels,
                windows.positions().height(),
                windows.positions().width());
        return Reshape.apply(Transpose.apply(byWindow, 0, 2, 1), shape);
    }
}
