// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.relevance;

import java.util.stream.IntStream;
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
import org.lxt.tensor.compose.ChangedWeight;
import org.lxt.tensor.ops.linear.Linear;
import org.lxt.tensor.ops.shared.Moves;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightHandle;

/**
 * {@code y = x W^T + b} with a rule that spreads the relevance of an output over its inputs whatever their values: in
 * proportion to the squares of their weights (the w^2 rule), or in equal parts (the flat rule).
 *
 * <p>With {@code s = G y / (z + stabilizer)}, z being {@code sum(w^2) + b^2} or the number of inputs, the relevance at x is
 * {@code s W^2} or {@code sum(s)}, and the gradient is that over {@code x + sign(x) 1e-10}. Where an input is 0, its share is
 * lost.
 *
 * <p>Absorbs {@code sum(s b^2)}, the share of the bias in the w^2 rule, and what the stabilisers take, {@code stabilizer
 * sum(s)} and {@code 1e-10 sum(sign(x) gx)}.
 *
 * <p>Source: {@code zennit.rules.WSquare} and {@code Flat} under {@code lxt.efficient.monkey_patch_zennit}.
 */
public final class SpreadLinear extends Operation {
    /** How relevance is spread. */
    public enum Spread {
        /** In proportion to the squares of the weights. */
        SQUARED_WEIGHTS,
        /** In equal parts. */
        EQUAL
    }

    private final Tensor x;
    private final Weight weight;
    private final @Nullable Tensor bias;
    private final Spread spread;
    private final double stabilizer;
    /** s / G. */
    private final Tensor factors;

    private SpreadLinear(
            Tensor x, Weight weight, @Nullable Tensor bias, Spread spread, double stabilizer, Tensor factors) {
        super(spread == Spread.EQUAL ? "flat linear" : "w^2 linear", x);
        this.x = x;
        this.weight = weight;
        this.bias = bias;
        this.spread = spread;
        this.stabilizer = stabilizer;
        this.factors = factors;
        keep(x);
        keep(factors);
        keepForLedger(bias);
    }

    /**
     * Applies the layer.
     *
     * @param bias constant of W.rows elements, or none
     * @param stabilizer added to the denominators; positive
     */
    public static Tensor apply(Tensor x, Weight weight, @Nullable Tensor bias, Spread spread, double stabilizer) {
        if (!x.isWatched()) {
            return Linear.apply(x, weight, bias);
        }
        Shapes.requireLayer("linear", x, weight, bias);
        Backend backend = x.scope().backend();
        int outputs = weight.rows();
        int rows = x.rows();
        Shape shape = Shape.of(rows, outputs);
        Buffer y = Linear.values(x, weight, bias);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer divisors = temporaries.allocate(outputs);
            backend.fill(divisors, spread == Spread.EQUAL ? weight.columns() + stabilizer : stabilizer, outputs);
            if (spread == Spread.SQUARED_WEIGHTS) {
                addSquares(divisors, weight, x.scope().weights().handle(weight), bias, backend);
            }
            Buffer factors = x.scope().allocate(shape);
            backend.elements().divide(factors, y, divisors, x.scope().indices().zeros(rows), rows, outputs);
            SpreadLinear operation = new SpreadLinear(
                    x, weight, bias, spread, stabilizer, x.scope().constant(shape, factors));
            return x.scope().record(operation, shape, y);
        }
    }

    /** Adds the sum of the squares of each row of the weight, and that of its bias. */
    private static void addSquares(
            Buffer sums, Weight weight, WeightHandle handle, @Nullable Tensor bias, Backend backend) {
        int outputs = weight.rows();
        int inputs = weight.columns();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer squares = temporaries.allocate(outputs);
            backend.fill(squares, 0, outputs);
            new ChangedWeight(backend, handle, outputs, inputs).forEachBlock((block, at) -> {
                Buffer some = temporaries.allocate(at.count());
                backend.rows().rowDot(some, block, block, null, at.count(), inputs);
                int[] places =
                        IntStream.range(at.first(), at.first() + at.count()).toArray();
                Moves.scatterAddRows(backend, squares, places, some, 1);
            });
            backend.elements().add(sums, sums, squares, outputs);
            if (bias != null) {
                backend.elements().multiply(squares, bias.buffer(), bias.buffer(), null, 1, outputs);
                backend.elements().add(sums, sums, squares, outputs);
            }
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
        int inputs = weight.columns();
        Gradient gx = pass.create(g.map(), inputs);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer s = temporaries.allocate((long) rows * outputs);
            backend.elements().multiply(s, g.buffer(), factors.buffer(), pass.rows(g), rows, outputs);
            if (spread == Spread.EQUAL) {
                Buffer sums = temporaries.allocate(rows);
                backend.reductions().sum(sums, s, rows, outputs, 1);
                backend.reductions().repeat(gx.buffer(), sums, rows, inputs, 1);
            } else {
                backend.fill(gx.buffer(), 0, (long) rows * inputs);
                ChangedWeight squares =
                        new ChangedWeight(backend, pass.weights().handle(weight), outputs, inputs);
                squares.forEachBlock(
                        (block, n) -> backend.elements().multiply(block, block, block, null, 1, n),
                        (block, at) -> squares.backward(gx.buffer(), s, rows, block, at));
            }
            InputStabilizer.divide(gx, x, pass);
            pass.book(
                    Ledger.Cause.STABILIZER,
                    g.map(),
                    stabilizer,
                    out -> backend.reductions().sum(out, s, rows, outputs, 1));
            bookBias(g, s, pass);
            InputStabilizer.book(gx, x, pass);
        }
        pass.send(x, gx);
    }

    private void bookBias(Gradient g, Buffer s, BackwardPass pass) {
        if (bias == null || spread == Spread.EQUAL || !pass.hasLedger()) {
            return;
        }
        Backend backend = pass.backend();
        int outputs = g.columns();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer squares = temporaries.allocate(outputs);
            backend.elements().multiply(squares, bias.buffer(), bias.buffer(), null, 1, outputs);
            pass.book(
                    Ledger.Cause.BIAS,
                    g.map(),
                    1,
                    out -> backend.rows().rowDot(out, s, squares, pass.indices().zeros(g.rows()), g.rows(), outputs));
        }
    }
}
