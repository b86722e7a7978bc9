// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.element;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * {@code factor * x}, the factor a number.
 *
 * <p>Gradient: {@code factor G}. Absorbs nothing.
 */
public final class Scale extends Operation {
    private final Tensor x;
    private final double factor;

    private Scale(Tensor x, double factor) {
        super("scale", x);
        this.x = x;
        this.factor = factor;
    }

    /** Multiplies each element by a number. */
    public static Tensor apply(Tensor x, double factor) {
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("scale: a tensor cannot be scaled by " + factor);
        }
        Buffer y = x.scope().allocate(x.shape());
        x.scope().backend().elements().scale(y, x.buffer(), factor, x.size());
        return x.scope().record(new Scale(x, factor), x.shape(), y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend().elements().scale(gx.buffer(), g.buffer(), factor, (long) g.rows() * g.columns());
        pass.send(x, gx);
    }
}
