// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.weight.Weight;

/**
 * {@code y = x W^T + b}: {@code x [rows, W.columns]} to {@code y [rows, W.rows]}.
 *
 * <p>Gradient: {@code G W}; of a one-hot gradient the row of W that it names. Absorbs {@code sum(b G)}.
 */
public final class Linear extends Operation {
    private final Tensor x;
    private final Weight weight;
    private final @Nullable Tensor bias;

    private Linear(Tensor x, Weight weight, @Nullable Tensor bias) {
        super("linear", x);
        this.x = x;
        this.weight = weight;
        this.bias = bias;
        keepForLedger(bias);
    }

    /** Applies the layer; {@code bias}, if any, is a constant of W.rows elements. */
    public static Tensor apply(Tensor x, Weight weight, @Nullable Tensor bias) {
        Shapes.requireLayer("linear", x, weight, bias);
        Buffer y = values(x, weight, bias);
        return x.scope().record(new Linear(x, weight, bias), Shape.of(x.rows(), weight.rows()), y);
    }

    /** The layer's values, which are the same whatever rule its gradient follows. */
    public static Buffer values(Tensor x, Weight weight, @Nullable Tensor bias) {
        Backend backend = x.scope().backend();
        Buffer y = x.scope().allocate(Shape.of(x.rows(), weight.rows()));
        backend.matrices().linear(y, x.buffer(), x.rows(), x.scope().weights().handle(weight));
        if (bias != null) {
            backend.rows().addVector(y, y, bias.buffer(), x.rows(), weight.rows());
        }
        return y;
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient g, BackwardPass pass) {
        Gradient gx = pass.create(g.map(), weight.columns());
        Gradient.OneHot oneHot = g.oneHot();
        if (oneHot == null) {
            pass.backend()
                    .matrices()
                    .linearGradient(
                            gx.buffer(), g.buffer(), g.rows(), pass.weights().handle(weight));
        } else {
            lookUp(gx, oneHot, pass);
        }
        if (bias != null && pass.hasLedger()) {
            Gradient dense = pass.dense(g);
            pass.book(
                    Ledger.Cause.BIAS,
                    g.map(),
                    1,
                    out -> pass.backend()
                            .rows()
                            .rowDot(
                                    out,
                                    dense.buffer(),
                                    bias.buffer(),
                                    pass.indices().zeros(g.rows()),
                                    g.rows(),
                                    weight.rows()));
        }
        pass.send(x, gx);
    }

    private void lookUp(Gradient gx, Gradient.OneHot oneHot, BackwardPass pass) {
        Backend backend = pass.backend();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Index columns = temporaries.index(oneHot.columns());
            backend.matrices().weightRows(gx.buffer(), pass.weights().handleOfRows(weight), columns);
        }
        boolean ones = true;
        for (double value : oneHot.values()) {
            ones &= value == 1;
        }
        if (!ones) {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer factors = temporaries.allocate(gx.rows());
                backend.write(factors, oneHot.values());
                backend.rows().scaleRows(gx.buffer(), gx.buffer(), factors, null, gx.rows(), weight.columns());
            }
        }
    }
}
