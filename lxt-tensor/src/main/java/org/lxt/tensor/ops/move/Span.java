// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;

/** A run of places on one axis of a tensor, as the rectangle that it is in memory. */
final class Span {
    private Span() {}

    /**
     * The places {@code first .. first + count} of an axis.
     *
     * @param shape of a tensor
     * @param rows rows that the buffer has, of that tensor or of its gradient; on axis 0 without meaning
     */
    static MatrixView of(Buffer buffer, Shape shape, int rows, int axis, int first, int count) {
        if (axis == 0) {
            int columns = shape.columns();
            return MatrixView.of(buffer, (long) first * columns, count, columns, columns);
        }
        int outer = rows;
        for (int d = 1; d < axis; d++) {
            outer = Math.multiplyExact(outer, shape.extent(d));
        }
        int inner = 1;
        for (int d = axis + 1; d < shape.dimensions(); d++) {
            inner *= shape.extent(d);
        }
        return MatrixView.of(buffer, (long) first * inner, outer, count * inner, shape.extent(axis) * inner);
    }

    /** All places of an axis. */
    static MatrixView whole(Buffer buffer, Shape shape, int rows, int axis) {
        return of(buffer, shape, rows, axis, 0, shape.extent(axis));
    }

    static void requireAxis(String operation, Tensor x, int axis) {
        if (axis < 0 || axis >= x.shape().dimensions()) {
            throw new IllegalArgumentException(operation + ": axis " + axis + " of a tensor " + x.shape());
        }
    }
}
