// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.relevance;

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
import org.lxt.tensor.compose.ChangedWeight;
import org.lxt.tensor.compose.Signs;
import org.lxt.tensor.ops.linear.Linear;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.weight.Weight;

/**
 * {@code y = x W^T + b} with the alpha-beta rule: positive contributions to y are handed {@code alpha} times its relevance,
 * negative ones {@code -beta} times. With alpha 1 and beta 0 it is the z+ rule.
 *
 * <p>With {@code P = x+ W+^T + x- W-^T + b+} and {@code N = x+ W-^T + x- W+^T + b-}, {@code v+ = max(v, 0)} and {@code v- =
 * min(v, 0)}, {@code s1 = alpha G y / (P + stabilizer)} and {@code s2 = -beta G y / (N - stabilizer)}, the relevance at x is
 * {@code x+ (s1 W+ + s2 W-) + x- (s1 W- + s2 W+)}, and the gradient is that over {@code x + sign(x) 1e-10}. The sums have
 * terms of one sign, so that nothing cancels.
 *
 * <p>Absorbs {@code sum(s1 b+ + s2 b-)}, the share of the bias, and what the stabilisers take, {@code stabilizer sum(s1 -
 * s2)} and {@code 1e-10 sum(sign(x) gx)}.
 *
 * <p>Source: {@code zennit.rules.AlphaBeta} and {@code ZPlus} under {@code lxt.efficient.monkey_patch_zennit}.
 */
public final class AlphaBetaLinear extends Operation {
    private final Tensor x;
    private final Weight weight;
    private final @Nullable Tensor bias;
    private final double beta;
    private final double stabilizer;
    /** s1 / G. */
    private final Tensor forPositive;
    /** s2 / G. */
    private final Tensor forNegative;

    private AlphaBetaLinear(
            Tensor x,
            Weight weight,
            @Nullable Tensor bias,
            double beta,
            double stabilizer,
            Tensor forPositive,
            Tensor forNegative) {
        super("alpha-beta linear", x);
        this.x = x;
        this.weight = weight;
        this.bias = bias;
        this.beta = beta;
        this.stabilizer = stabilizer;
        this.forPositive = forPositive;
        this.forNegative = forNegative;
        keep(x);
        keep(forPositive);
        keep(forNegative);
        keepForLedger(bias);
    }

    /**
     * Applies the layer.
     *
     * @param bias constant of W.rows elements, or none
     * @param beta 0 or more; alpha is {@code 1 + beta}
     * @param stabilizer added to the denominators with their sign; positive
     */
    public static Tensor apply(Tensor x, Weight weight, @Nullable Tensor bias, double beta, double stabilizer) {
        if (!x.isWatched()) {
            return Linear.apply(x, weight, bias);
        }
        Shapes.requireLayer("alpha-beta linear", x, weight, bias);
        Backend backend = x.scope().backend();
        int outputs = weight.rows();
        int rows = x.rows();
        Shape shape = Shape.of(rows, outputs);
        int size = Math.toIntExact(shape.size());
        Buffer y = Linear.values(x, weight, bias);
        Buffer p = x.scope().allocate(shape);
        Buffer n = x.scope().allocate(shape);
        contributions(p, n, x, weight, bias, beta != 0);
        quotient(p, y, p, 1 + beta, stabilizer, size, backend);
        quotient(n, y, n, -beta, -stabilizer, size, backend);
        AlphaBetaLinear operation = new AlphaBetaLinear(
                x,
                weight,
                bias,
                beta,
                stabilizer,
                x.scope().constant(shape, p),
                x.scope().constant(shape, n));
        return x.scope().record(operation, shape, y);
    }

    /** P, and N if it is wanted; else 0. */
    private static void contributions(
            Buffer p, Buffer n, Tensor x, Weight weight, @Nullable Tensor bias, boolean negative) {
        Backend backend = x.scope().backend();
        int rows = x.rows();
        int outputs = weight.rows();
        int size = Math.toIntExact(x.size());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer above = temporaries.allocate(size);
            Buffer below = temporaries.allocate(size);
            Signs.positive(backend, above, x.buffer(), size);
            Signs.negative(backend, below, x.buffer(), size);
            backend.fill(n, 0, (long) rows * outputs);
            ChangedWeight all =
                    new ChangedWeight(backend, x.scope().weights().handle(weight), outputs, weight.columns());
            all.forEachBlock((block, n1) -> Signs.positive(backend, block, block, n1), (block, at) -> {
                all.forward(p, above, rows, block, at, 0);
                if (negative) {
                    all.forward(n, below, rows, block, at, 0);
                }
            });
            all.forEachBlock((block, n1) -> Signs.negative(backend, block, block, n1), (block, at) -> {
                all.forward(p, below, rows, block, at, 1);
                if (negative) {
                    all.forward(n, above, rows, block, at, 1);
                }
            });
            if (bias != null) {
                Buffer part = temporaries.allocate(outputs);
                Signs.positive(backend, part, bias.buffer(), outputs);
                backend.rows().addVector(p, p, part, rows, outputs);
                Signs.negative(backend, part, bias.buffer(), outputs);
                backend.rows().addVector(n, n, part, rows, outputs);
            }
        }
    }

    /** {@code destination = factor y / (d + shift)}. */
    private static void quotient(
            Buffer destination, Buffer y, Buffer d, double factor, double shift, int size, Backend backend) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer divisor = temporaries.allocate(size);
            backend.fill(divisor, shift, size);
            backend.elements().add(divisor, divisor, d, size);
            backend.elements().scale(destination, y, factor, size);
            backend.elements().divide(destination, destination, divisor, null, 1, size);
        }
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        int rows = g.rows();
        int outputs = g.columns();
        Gradient gx = pass.create(g.map(), weight.columns());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer s1 = temporaries.allocate((long) rows * outputs);
            Buffer s2 = temporaries.allocate((long) rows * outputs);
            backend.elements().multiply(s1, g.buffer(), forPositive.buffer(), pass.rows(g), rows, outputs);
            backend.elements().multiply(s2, g.buffer(), forNegative.buffer(), pass.rows(g), rows, outputs);
            relevance(gx, s1, s2, pass);
            InputStabilizer.divide(gx, x, pass);
            pass.book(
                    Ledger.Cause.STABILIZER,
                    g.map(),
                    stabilizer,
                    out -> backend.reductions().sum(out, s1, rows, outputs, 1));
            pass.book(
                    Ledger.Cause.STABILIZER,
                    g.map(),
                    -stabilizer,
                    out -> backend.reductions().sum(out, s2, rows, outputs, 1));
            bookBias(g, s1, s2, pass);
            InputStabilizer.book(gx, x, pass);
        }
        pass.send(x, gx);
    }

    private void relevance(Gradient gx, Buffer s1, Buffer s2, BackwardPass pass) {
        Backend backend = pass.backend();
        int rows = gx.rows();
        int inputs = weight.columns();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer above = temporaries.allocate((long) rows * inputs);
            Buffer below = temporaries.allocate((long) rows * inputs);
            backend.fill(above, 0, (long) rows * inputs);
            backend.fill(below, 0, (long) rows * inputs);
            ChangedWeight all = new ChangedWeight(backend, pass.weights().handle(weight), weight.rows(), inputs);
            all.forEachBlock((block, n) -> Signs.positive(backend, block, block, n), (block, at) -> {
                all.backward(above, s1, rows, block, at);
                if (beta != 0) {
                    all.backward(below, s2, rows, block, at);
                }
            });
            all.forEachBlock((block, n) -> Signs.negative(backend, block, block, n), (block, at) -> {
                all.backward(below, s1, rows, block, at);
                if (beta != 0) {
                    all.backward(above, s2, rows, block, at);
                }
            });
            int size = Math.toIntExact(x.size());
            Buffer part = temporaries.allocate(size);
            Signs.positive(backend, part, x.buffer(), size);
            backend.elements().multiply(gx.buffer(), above, part, pass.rows(gx), rows, inputs);
            Signs.negative(backend, part, x.buffer(), size);
            backend.elements().multiply(below, below, part, pass.rows(gx), rows, inputs);
            backend.elements().add(gx.buffer(), gx.buffer(), below, (long) rows * inputs);
        }
    }

    private void bookBias(Gradient g, Buffer s1, Buffer s2, BackwardPass pass) {
        if (bias == null || !pass.hasLedger()) {
            return;
        }
        Backend backend = pass.backend();
        int outputs = g.columns();
        Index first = pass.indices().zeros(g.rows());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer part = temporaries.allocate(outputs);
            Signs.positive(backend, part, bias.buffer(), outputs);
            pass.book(
                    Ledger.Cause.BIAS,
                    g.map(),
                    1,
                    out -> backend.rows().rowDot(out, s1, part, first, g.rows(), outputs));
            Signs.negative(backend, part, bias.buffer(), outputs);
            pass.book(
                    Ledger.Cause.BIAS,
                    g.map(),
                    1,
                    out -> backend.rows().rowDot(out, s2, part, first, g.rows(), outputs));
        }
    }
}
