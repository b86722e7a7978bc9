// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.relevance;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.shared.Booking;

/**
 * {@code x} itself, with its gradient divided by n: {@code divide_gradient} of LXT.
 *
 * <p>Gradient: {@code G / n}. Absorbs {@code (1 - 1/n) sum(x G)}.
 */
public final class DivideGradient extends Operation {
    private final Tensor x;
    private final double n;
    private final Ledger.Cause cause;

    private DivideGradient(Tensor x, double n, Ledger.Cause cause) {
        super("divide gradient", x);
        this.x = x;
        this.n = n;
        this.cause = cause;
        keepForLedger(x);
    }

    /**
     * The same numbers.
     *
     * @param n what the gradient is divided by; not 0
     * @param cause what the rest of the relevance is booked as
     */
    public static Tensor apply(Tensor x, double n, Ledger.Cause cause) {
        if (n == 0 || !Double.isFinite(n)) {
            throw new IllegalArgumentException("a gradient cannot be divided by " + n);
        }
        return x.scope().recordAlias(new DivideGradient(x, n, cause), x.shape(), x);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend().elements().scale(gx.buffer(), g.buffer(), 1 / n, (long) g.rows() * g.columns());
        Booking.relevance(cause, 1 - 1 / n, g, x, pass);
        pass.send(x, gx);
    }
}
