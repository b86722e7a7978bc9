// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.GradientRows;

/**
 * A run of places on any axis.
 *
 * <p>Gradient: G there, and within the same rows 0 elsewhere; rows that are not in the slice get none. Absorbs nothing.
 */
public final class Slice extends Operation {
    private final Tensor x;
    private final Shape shape;
    private final int axis;
    private final int first;

    private Slice(Tensor x, Shape shape, int axis, int first) {
        super("slice", x);
        this.x = x;
        this.shape = shape;
        this.axis = axis;
        this.first = first;
    }

    /** The places {@code first .. first + count} of an axis; x itself if that is all of them. */
    public static Tensor apply(Tensor x, int axis, int first, int count) {
        Span.requireAxis("slice", x, axis);
        if (first < 0 || count < 1 || first > x.shape().extent(axis) - count) {
            throw new IllegalArgumentException("slice: places " + first + " to " + ((long) first + count) + " of axis "
                    + axis + " of a tensor " + x.shape());
        }
        if (count == x.shape().extent(axis)) {
            return x;
        }
        Shape shape = x.shape().with(axis, count);
        Buffer y = x.scope().allocate(shape);
        x.scope()
                .backend()
                .movement()
                .copy(
                        Span.whole(y, shape, x.rows(), axis),
                        Span.of(x.buffer(), x.shape(), x.rows(), axis, first, count));
        return x.scope().record(new Slice(x, shape, axis, first), shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        if (axis == 0) {
            pass.sendAs(x, GradientRows.shifted(g.map(), first), g);
            return;
        }
        Backend backend = pass.backend();
        Gradient gx = pass.create(g.map(), x.columns());
        backend.fill(gx.buffer(), 0, (long) g.rows() * x.columns());
        backend.movement()
                .copy(
                        Span.of(gx.buffer(), x.shape(), g.rows(), axis, first, shape.extent(axis)),
                        Span.whole(g.buffer(), shape, g.rows(), axis));
        pass.send(x, gx);
    }
}
