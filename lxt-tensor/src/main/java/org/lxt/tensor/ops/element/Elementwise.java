// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.element;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;

/** An {@link ElementFunction} applied to a tensor, with its ordinary derivative. */
public final class Elementwise extends Operation {
    private final ElementFunction f;
    private final Tensor x;
    private @Nullable Tensor y;

    /** @param y the result, if the derivative needs it */
    private Elementwise(ElementFunction f, Tensor x, @Nullable Tensor y) {
        super(f.name(), x);
        this.f = f;
        this.x = x;
        this.y = y;
        if (y == null) {
            keep(x);
        } else {
            keep(y);
            keepForLedger(x);
        }
    }

    /** Applies {@code f} to each element. */
    public static Tensor apply(ElementFunction f, Tensor x) {
        Scope scope = x.scope();
        Buffer values = scope.allocate(x.shape());
        f.kernel().run(scope.backend().elements(), values, x.buffer(), x.size());
        if (f.needs() == ElementFunction.Needs.OUTPUT) {
            Tensor y = scope.constant(x.shape(), values);
            return scope.recordAlias(new Elementwise(f, x, y), x.shape(), y);
        }
        Tensor y = scope.record(new Elementwise(f, x, null), x.shape(), values);
        scope.recomputable(y, x, buffer -> f.kernel().run(scope.backend().elements(), buffer, x.buffer(), x.size()));
        return y;
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    protected void keepOutput(Tensor output) {
        if (y == null) {
            keepNow(output);
            y = output;
        }
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        Tensor output = y;
        Tensor needed = f.needs() == ElementFunction.Needs.OUTPUT ? Objects.requireNonNull(output) : x;
        f.derivative().run(pass, gx, g, needed.buffer());
        if (output != null) {
            f.absorbs().book(pass, gx, g, x, output);
        }
        pass.send(x, gx);
    }
}
