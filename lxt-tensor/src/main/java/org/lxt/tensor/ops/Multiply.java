package org.lxt.tensor.ops;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Buffer;

/**
 * The element-wise product {@code a * b}, of one shape.
 *
 * <p>Gradient: {@code G b} to a, {@code G a} to b. With both watched, each gets the whole relevance, which is booked as
 * {@code -sum(y G)}; a constant factor absorbs nothing.
 */
public final class Multiply extends Operation {
    private final Tensor a;
    private final Tensor b;
    private @Nullable Tensor y;

    private Multiply(Tensor a, Tensor b) {
        super("multiply", a, b);
        this.a = a;
        this.b = b;
        if (a.isWatched()) {
            keep(b);
        }
        if (b.isWatched()) {
            keep(a);
        }
    }

    /** Multiplies. */
    public static Tensor apply(Tensor a, Tensor b) {
        Shapes.requireSame("multiply", a, b);
        Buffer product = a.scope().allocate(a.shape());
        a.scope().backend().multiply(product, a.buffer(), b.buffer(), null, a.rows(), a.columns());
        return a.scope().record(new Multiply(a, b), a.shape(), product);
    }

    @Override
    public Nature nature() {
        return isProduct() ? Nature.PRODUCT : Nature.CONSTANT_FACTOR;
    }

    private boolean isProduct() {
        return a.isWatched() && b.isWatched();
    }

    @Override
    protected void keepOutput(Tensor output) {
        if (isProduct()) {
            keepNow(output);
            y = output;
        }
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        int[] rows = g.map().rows();
        Tensor product = y;
        if (product != null) {
            pass.book(
                    Ledger.Cause.PRODUCT,
                    g.map(),
                    -1,
                    out -> pass.backend().rowDot(out, g.buffer(), product.buffer(), rows, g.rows(), g.columns()));
        }
        sendTimes(a, b, g, pass);
        sendTimes(b, a, g, pass);
    }

    private static void sendTimes(Tensor to, Tensor factor, Gradient g, BackwardPass pass) {
        if (to.isWatched()) {
            Gradient part = pass.create(g.map(), g.columns());
            pass.backend()
                    .multiply(
                            part.buffer(), g.buffer(), factor.buffer(), g.map().rows(), g.rows(), g.columns());
            pass.send(to, part);
        }
    }
}
