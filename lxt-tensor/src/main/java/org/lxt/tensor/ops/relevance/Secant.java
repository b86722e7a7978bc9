// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.relevance;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.shared.Shapes;

/**
 * The value y of some function of x, with the slope of the line from the origin as its derivative: {@code y / (x +
 * epsilon)}, element by element.
 *
 * <p>Gradient: {@code G y / (x + epsilon)}; at x = 0 it is 0 if y is. Absorbs what the stabiliser takes: {@code sum(y G
 * epsilon / (x + epsilon))}.
 */
public final class Secant extends Operation {
    private final Tensor x;
    private final Tensor y;
    private final double epsilon;

    private Secant(Tensor x, Tensor y, double epsilon) {
        super("secant", x);
        this.x = x;
        this.y = y;
        this.epsilon = epsilon;
        keep(x);
        keep(y);
    }

    /**
     * Ties {@code y}, a constant to the tape, to {@code x}.
     *
     * @param x input of the function
     * @param y its value there, not watched, of the same shape
     * @param epsilon added to x in the denominator
     */
    public static Tensor apply(Tensor x, Tensor y, double epsilon) {
        Shapes.requireSame("secant", x, y);
        if (y.isWatched()) {
            throw new IllegalArgumentException("secant: the value must be computed from the detached input");
        }
        return x.scope().recordAlias(new Secant(x, y, epsilon), y.shape(), y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend()
                .elements()
                .secantGradient(
                        gx.buffer(), g.buffer(), x.buffer(), y.buffer(), pass.rows(g), epsilon, g.rows(), g.columns());
        // The gradient is G y / (x + epsilon), so epsilon times its sum is what the stabiliser takes.
        pass.book(
                Ledger.Cause.STABILIZER,
                g.map(),
                epsilon,
                out -> pass.backend().reductions().sum(out, gx.buffer(), gx.rows(), gx.columns(), 1));
        pass.send(x, gx);
    }
}
