package org.lxt.tensor.ops.element;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Booking;

/**
 * {@code y = x^p}, element by element, p a number.
 *
 * <p>Gradient: {@code G p x^(p - 1)}. Absorbs {@code (1 - p) sum(y G)}.
 */
public final class Power extends Operation {
    private final Tensor x;
    private final double exponent;
    private @Nullable Tensor y;

    private Power(Tensor x, double exponent) {
        super("power", x);
        this.x = x;
        this.exponent = exponent;
        keep(x);
    }

    /** Raises each element to a power. */
    public static Tensor apply(Tensor x, double exponent) {
        if (!Double.isFinite(exponent)) {
            throw new IllegalArgumentException("power: a tensor cannot be raised to the power " + exponent);
        }
        Buffer y = x.scope().allocate(x.shape());
        x.scope().backend().elements().power(y, x.buffer(), exponent, x.size());
        return x.scope().record(new Power(x, exponent), x.shape(), y);
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
        Tensor output = y;
        if (output != null) {
            Booking.relevance(Ledger.Cause.ORDINARY, 1 - exponent, g, output, pass);
        }
        pass.send(x, gradient(g, pass));
    }

    private Gradient gradient(Gradient g, BackwardPass pass) {
        Backend backend = pass.backend();
        long size = (long) g.rows() * g.columns();
        Gradient gx = pass.create(g.map(), g.columns());
        if (exponent == 0) {
            // by the formula 0 times infinity, where x is 0
            backend.fill(gx.buffer(), 0, size);
            return gx;
        }
        backend.movement().gatherRows(gx.buffer(), x.buffer(), pass.rows(g), g.columns());
        backend.elements().power(gx.buffer(), gx.buffer(), exponent - 1, size);
        backend.elements().multiply(gx.buffer(), gx.buffer(), g.buffer(), null, g.rows(), g.columns());
        backend.elements().scale(gx.buffer(), gx.buffer(), exponent, size);
        return gx;
    }
}
