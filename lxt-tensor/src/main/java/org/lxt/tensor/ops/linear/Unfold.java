// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.move.GatherColumns;
import org.lxt.tensor.ops.move.Reshape;

/**
 * The receptive fields of a convolution, one per row: {@code [images, channels height width]} to {@code [images windows,
 * channels kernelHeight kernelWidth]}, zeros where a window reaches beyond the image. What a convolution does with it is
 * a linear layer, to which a rule can be applied.
 *
 * <p>Gradient: folded back, an element's share of all its windows added up in their order. Absorbs nothing.
 */
public final class Unfold {
    private Unfold() {}

    /** Lays the windows on each image. */
    public static Tensor apply(Tensor images, ConvolutionWindows windows) {
        Shape perImage = Shape.of(images.rows(), windows.columns().columns());
        Tensor fields = GatherColumns.apply("unfold", images, windows.columns(), perImage);
        return Reshape.apply(fields, Shape.of(Math.multiplyExact(images.rows(), windows.count()), windows.size()));
    }
}
