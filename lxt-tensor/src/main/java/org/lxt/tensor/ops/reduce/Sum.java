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
 * The sum along an axis, whose extent becomes 1.
 *
 * <p>Gradient: G to every summand; along axis 0, to all rows. Absorbs nothing.
 */
public final class Sum extends Operation {
    private final Tensor x;
    private final Axis axis;

    private Sum(Tensor x, Axis axis) {
        super("sum", x);
        this.x = x;
        this.axis = axis;
    }

    /** Adds up along an axis; a negative one counts from the end. */
    public static Tensor apply(Tensor x, int axis) {
        Axis along = Axis.of("sum", x.shape(), axis);
        Shape shape = along.reduced(x.shape());
        Buffer y = x.scope().allocate(shape);
        x.scope().backend().reductions().sum(y, x.buffer(), along.groups(x.rows()), along.length(), along.inner());
        return x.scope().record(new Sum(x, along), shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(axis.expanded(g.map()), x.columns());
        pass.backend()
                .reductions()
                .repeat(gx.buffer(), g.buffer(), axis.groupsReduced(g.rows()), axis.length(), axis.inner());
        pass.send(x, gx);
    }
}
