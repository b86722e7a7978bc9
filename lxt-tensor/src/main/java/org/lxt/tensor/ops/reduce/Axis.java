// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Shape;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.rows.RowMap;

/**
 * An axis of a tensor as the kernels see it, {@code [groups, length, inner]}.
 *
 * <p>Along axis 0 the numbers that belong together stand in different rows. Gradients then get all rows for each of
 * their seeds, so that a seed is to them what a row is along any other axis.
 *
 * @param index the axis, counted from the first
 * @param outer groups in a row; 1 along axis 0
 * @param length the axis's extent
 * @param inner numbers from one along the axis to the next
 */
record Axis(int index, int outer, int length, int inner) {
    /** The axis of a shape; a negative one counts from the end. */
    static Axis of(String operation, Shape shape, int axis) {
        int dimensions = shape.dimensions();
        int index = axis < 0 ? axis + dimensions : axis;
        if (index < 0 || index >= dimensions) {
            throw new IllegalArgumentException(
                    operation + ": there is no axis " + axis + " in a tensor of shape " + shape);
        }
        int outer = 1;
        int inner = 1;
        for (int d = 1; d < dimensions; d++) {
            if (d < index) {
                outer = Math.multiplyExact(outer, shape.extent(d));
            } else if (d > index) {
                inner = Math.multiplyExact(inner, shape.extent(d));
            }
        }
        return new Axis(index, outer, shape.extent(index), inner);
    }

    /** Whether it is axis 0. */
    boolean isAlongRows() {
        return index == 0;
    }

    /** The shape with this axis of extent 1. */
    Shape reduced(Shape shape) {
        return shape.with(index, 1);
    }

    /** Groups in so many full rows: those of a tensor, or of a {@link #complete} gradient. */
    int groups(int rows) {
        return isAlongRows() ? rows / length : groupsReduced(rows);
    }

    /** Groups in so many rows of what is left without the axis. */
    int groupsReduced(int rows) {
        return Math.multiplyExact(rows, outer);
    }

    /** The rows of a gradient, or along axis 0 all rows for each of its seeds. */
    RowMap expanded(RowMap map) {
        return isAlongRows() ? GradientRows.all(map, length) : map;
    }

    /** A gradient that holds whole groups; the same one, unless it had some rows only and the groups go across them. */
    Gradient complete(Gradient g, BackwardPass pass) {
        RowMap map = expanded(g.map());
        if (map.equals(g.map())) {
            return g;
        }
        Gradient complete = pass.create(map, g.columns());
        pass.backend().fill(complete.buffer(), 0, (long) map.size() * g.columns());
        pass.addRows(complete, g);
        return complete;
    }

    /** {@code y = x - max(x)} along the axis, so that no exponential of it overflows. */
    void lower(Backend backend, Buffer y, Buffer x, int groups) {
        long numbers = (long) groups * inner;
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer top = temporaries.allocate(numbers);
            Buffer positions = temporaries.allocate(numbers);
            backend.reductions().max(top, positions, x, groups, length, inner);
            backend.elements().scale(top, top, -1, numbers);
            backend.reductions().repeat(y, top, groups, length, inner);
            backend.elements().add(y, y, x, numbers * length);
        }
    }
}
