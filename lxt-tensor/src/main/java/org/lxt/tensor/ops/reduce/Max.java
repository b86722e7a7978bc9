// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * The largest number along an axis, whose extent becomes 1. NaN counts as the largest.
 *
 * <p>Gradient: G to the first of the largest, 0 to the others. Absorbs nothing.
 */
public final class Max extends Operation {
    /** Positions are kept as numbers, and these are all that float32 can tell apart. */
    private static final int LONGEST = 1 << 24;

    private final Tensor x;
    private final Axis axis;
    private final Tensor positions;

    private Max(Tensor x, Axis axis, Tensor positions) {
        super("max", x);
        this.x = x;
        this.axis = axis;
        this.positions = positions;
        keep(positions);
    }

    /** Takes the maximum along an axis; a negative one counts from the end. */
    public static Tensor apply(Tensor x, int axis) {
        Axis along = axis("max", x, axis);
        Shape shape = along.reduced(x.shape());
        Buffer values = x.scope().allocate(shape);
        Buffer places = x.scope().allocate(shape);
        x.scope()
                .backend()
                .reductions()
                .max(values, places, x.buffer(), along.groups(x.rows()), along.length(), along.inner());
        Tensor positions = x.scope().constant(shape, places);
        return x.scope().record(new Max(x, along, positions), shape, values);
    }

    static Axis axis(String operation, Tensor x, int axis) {
        Axis along = Axis.of(operation, x.shape(), axis);
        if (along.length() > LONGEST) {
            throw new IllegalArgumentException(operation + ": axis " + axis + " of " + x.shape()
                    + " is longer than the " + LONGEST + " positions that can be told apart");
        }
        return along;
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(axis.expanded(g.map()), x.columns());
        pass.backend()
                .reductions()
                .place(
                        gx.buffer(),
                        g.buffer(),
                        positions.buffer(),
                        pass.rows(g),
                        g.rows(),
                        axis.outer(),
                        axis.length(),
                        axis.inner());
        pass.send(x, gx);
    }
}
