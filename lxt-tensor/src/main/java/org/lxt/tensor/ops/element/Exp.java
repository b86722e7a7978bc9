package org.lxt.tensor.ops.element;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Booking;

/**
 * {@code y = exp(x)}, element by element.
 *
 * <p>Gradient: {@code G y}. Absorbs the difference {@code sum(y G) - sum(x y G)}.
 */
public final class Exp extends Operation {
    private final Tensor x;
    private final Tensor y;

    private Exp(Tensor x, Tensor y) {
        super("exp", x);
        this.x = x;
        this.y = y;
        keep(y);
        keepForLedger(x);
    }

    /** Raises e to each element. */
    public static Tensor apply(Tensor x) {
        Buffer powers = x.scope().allocate(x.shape());
        x.scope().backend().elements().elementary(Elementary.EXP, powers, x.buffer(), x.size());
        Tensor y = x.scope().constant(x.shape(), powers);
        return x.scope().recordAlias(new Exp(x, y), x.shape(), y);
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend().elements().multiply(gx.buffer(), g.buffer(), y.buffer(), pass.rows(g), g.rows(), g.columns());
        Booking.difference(g, y, gx, x, pass);
        pass.send(x, gx);
    }
}
