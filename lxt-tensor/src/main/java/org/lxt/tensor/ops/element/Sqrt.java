package org.lxt.tensor.ops.element;

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
 * {@code y = sqrt(x)}, element by element.
 *
 * <p>Gradient: {@code G / (2 y)}. Absorbs {@code sum(y G) / 2}.
 */
public final class Sqrt extends Operation {
    private final Tensor x;
    private final Tensor y;

    private Sqrt(Tensor x, Tensor y) {
        super("sqrt", x);
        this.x = x;
        this.y = y;
        keep(y);
    }

    /** Takes the root of each element. */
    public static Tensor apply(Tensor x) {
        Buffer roots = x.scope().allocate(x.shape());
        x.scope().backend().elements().elementary(Elementary.SQRT, roots, x.buffer(), x.size());
        Tensor y = x.scope().constant(x.shape(), roots);
        return x.scope().recordAlias(new Sqrt(x, y), x.shape(), y);
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        Index rows = pass.rows(g);
        Booking.relevance(Ledger.Cause.ORDINARY, 0.5, g, y, pass);
        Gradient gx = pass.create(g.map(), g.columns());
        backend.elements().divide(gx.buffer(), g.buffer(), y.buffer(), rows, g.rows(), g.columns());
        backend.elements().scale(gx.buffer(), gx.buffer(), 0.5, (long) g.rows() * g.columns());
        pass.send(x, gx);
    }
}
