package org.lxt.tensor.ops.element;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.Booking;

/**
 * An element-wise non-linear function with its ordinary derivative.
 *
 * <p>Gradient: {@code G f'(x)}. Absorbs the difference {@code sum(y G) - sum(x G f'(x))}.
 */
public final class Activate extends Operation {
    private final Activation f;
    private final Tensor x;
    private @Nullable Tensor y;

    private Activate(Activation f, Tensor x) {
        super(f.name().toLowerCase(java.util.Locale.ROOT), x);
        this.f = f;
        this.x = x;
        keep(x);
    }

    /** Applies {@code f} to each element. */
    public static Tensor apply(Activation f, Tensor x) {
        Scope scope = x.scope();
        Buffer y = scope.allocate(x.shape());
        scope.backend().elements().activation(f, y, x.buffer(), x.size());
        Tensor result = scope.record(new Activate(f, x), x.shape(), y);
        scope.recomputable(result, x, buffer -> scope.backend().elements().activation(f, buffer, x.buffer(), x.size()));
        return result;
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    protected void keepOutput(Tensor output) {
        keepNow(output);
        y = output;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Index rows = pass.rows(g);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend()
                .elements()
                .activationGradient(f, gx.buffer(), g.buffer(), x.buffer(), rows, g.rows(), g.columns());
        Tensor output = y;
        if (output != null) {
            Booking.difference(g, output, gx, x, pass);
        }
        pass.send(x, gx);
    }
}
