// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.element.Scale;

/** The mean along an axis, whose extent becomes 1: a {@link Sum}, {@linkplain Scale scaled}. */
public final class Mean {
    private Mean() {}

    /** Takes the mean along an axis; a negative one counts from the end. */
    public static Tensor apply(Tensor x, int axis) {
        int length = Axis.of("mean", x.shape(), axis).length();
        return Scale.apply(Sum.apply(x, axis), 1.0 / length);
    }
}
