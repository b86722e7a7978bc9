// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.shared;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/** Shape checks that operations share. */
public final class Shapes {
    private Shapes() {}

    /** Checks that two operands are of one shape. */
    public static void requireSame(String operation, Tensor a, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new IllegalArgumentException(
                    operation + " needs two tensors of one shape, got " + a.shape() + " and " + b.shape());
        }
    }

    /** Checks that the rows of an operand have so many elements. */
    public static void requireColumns(String operation, String what, Tensor x, int columns) {
        if (x.columns() != columns) {
            throw new IllegalArgumentException(
                    operation + ": " + what + " has rows of " + x.columns() + " elements, expected " + columns);
        }
    }

    /** Checks the operands of a linear layer: the bias, if any, is a constant of W.rows elements. */
    public static void requireLayer(String operation, Tensor x, Weight weight, @Nullable Tensor bias) {
        requireColumns(operation + " '" + weight.name() + "'", "the input", x, weight.columns());
        if (bias != null && (bias.size() != weight.rows() || bias.isWatched())) {
            throw new IllegalArgumentException(operation + " '" + weight.name() + "': the bias must be a constant of "
                    + weight.rows() + " elements, got " + bias);
        }
    }
}
