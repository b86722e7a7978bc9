// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

/**
 * The identity with its gradient times a factor and nothing booked: right for factor 1 only. For tests that have to
 * notice a wrong gradient.
 */
public final class ScaledIdentity extends Operation {
    private final Tensor x;
    private final double factor;
    private final Nature nature;

    private ScaledIdentity(Tensor x, double factor, Nature nature) {
        super("scaled identity", x);
        this.x = x;
        this.factor = factor;
        this.nature = nature;
    }

    /** Returns {@code x} with its gradient to be multiplied by {@code factor}. */
    public static Tensor apply(Tensor x, double factor) {
        return apply(x, factor, Nature.LINEAR);
    }

    /** The same, as an operation of any nature. */
    public static Tensor apply(Tensor x, double factor, Nature nature) {
        return x.scope().recordAlias(new ScaledIdentity(x, factor, nature), x.shape(), x);
    }

    @Override
    public Nature nature() {
        return nature;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend().elements().scale(gx.buffer(), g.buffer(), factor, (long) g.rows() * g.columns());
        pass.send(x, gx);
    }
}
