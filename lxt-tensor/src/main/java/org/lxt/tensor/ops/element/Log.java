package org.lxt.tensor.ops.element;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.Booking;

/**
 * {@code y = log(x)}, the natural logarithm of each element.
 *
 * <p>Gradient: {@code G / x}. Absorbs {@code sum(y G) - sum(G)}.
 */
public final class Log extends Operation {
    private final Tensor x;
    private @Nullable Tensor y;

    private Log(Tensor x) {
        super("log", x);
        this.x = x;
        keep(x);
    }

    /** Takes the logarithm of each element. */
    public static Tensor apply(Tensor x) {
        Buffer y = x.scope().allocate(x.shape());
        x.scope().backend().elements().elementary(Elementary.LOG, y, x.buffer(), x.size());
        return x.scope().record(new Log(x), x.shape(), y);
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
        Backend backend = pass.backend();
        Index rows = pass.rows(g);
        Tensor output = y;
        if (output != null) {
            Booking.relevance(Ledger.Cause.ORDINARY, 1, g, output, pass);
            pass.book(
                    Ledger.Cause.ORDINARY,
                    g.map(),
                    -1,
                    out -> backend.reductions().sum(out, g.buffer(), g.rows(), g.columns(), 1));
        }
        Gradient gx = pass.create(g.map(), g.columns());
        backend.elements().divide(gx.buffer(), g.buffer(), x.buffer(), rows, g.rows(), g.columns());
        pass.send(x, gx);
    }
}
