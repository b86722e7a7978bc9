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
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.compose.Kernels;
import org.lxt.tensor.compose.Signs;
import org.lxt.tensor.ops.linear.Linear;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.weight.Weight;

/**
 * {@code y = x W^T + b} with the generalised gamma rule; with gamma 0 it is the epsilon rule. Weights that speak for the sign
 * of y count {@code 1 + gamma} times.
 *
 * <p>The rule is defined by products of the positive and of the negative part of x with changed weights, five in all. Here
 * are two, from which the same follows exactly: with {@code A = |x| |W|^T + |b|} the denominator is, both where y is positive
 * and where it is negative, {@code d = (1 + gamma/2) y + sign(y) gamma/2 A}, of the sign of y. With {@code s = G y / stab(d)}
 * the relevance at x is {@code (1 + gamma/2) x (s W) + gamma/2 |x| ((sign(y) s) |W|)}, and the gradient is that over {@code
 * stab'(x)}. Here {@code stab(d) = d + sign(d) stabilizer} and {@code stab'(x) = x + sign(x) 1e-10}.
 *
 * <p>Absorbs the share of the bias, {@code sum(s ((1 + gamma/2) b + sign(y) gamma/2 |b|))}, and what the stabilisers take,
 * {@code stabilizer sum(sign(y) s)} and {@code 1e-10 sum(sign(x) gx)}.
 *
 * <p>Source: {@code zennit.rules.Gamma} and {@code Epsilon} under {@code lxt.efficient.monkey_patch_zennit}.
 */
public final class GammaLinear extends Operation {
    private final Tensor x;
    private final Weight weight;
    private final @Nullable Tensor bias;
    private final double gamma;
    private final double stabilizer;
    /** s / G. */
    private final Tensor factors;
    /** sign(y) s / G. */
    private final Tensor signed;

    private GammaLinear(
            Tensor x,
            Weight weight,
            @Nullable Tensor bias,
            double gamma,
            double stabilizer,
            Tensor factors,
            Tensor signed) {
        super("gamma linear", x);
        this.x = x;
        this.weight = weight;
        this.bias = bias;
        this.gamma = gamma;
        this.stabilizer = stabilizer;
        this.factors = factors;
        this.signed = signed;
        keep(x);
        keep(factors);
        keep(signed);
        keepForLedger(bias);
    }

    /**
     * Applies the layer.
     *
     * @param bias constant of W.rows elements, or none
     * @param gamma 0 or more
     * @param stabilizer added to the denominators with their sign; positive
     */
    public static Tensor apply(Tensor x, Weight weight, @Nullable Tensor bias, double gamma, double stabilizer) {
        // A layer that is computed twice must be the same both times: one product alone differs in the last bits.
        boolean twice = gamma != 0 && x.scope().options().checkpointing();
        if (!x.isWatched() && !twice) {
            return Linear.apply(x, weight, bias);
        }
        Shapes.requireLayer("gamma linear", x, weight, bias);
        Backend backend = x.scope().backend();
        GammaKernels kernels = Kernels.gamma(backend);
        int outputs = weight.rows();
        Shape shape = Shape.of(x.rows(), outputs);
        Buffer y = x.scope().allocate(shape);
        Buffer magnitude = x.scope().allocate(shape);
        if (gamma == 0) {
            backend.matrices()
                    .linear(y, x.buffer(), x.rows(), x.scope().weights().handle(weight));
        } else {
            kernels.magnitudeLinear(
                    y, magnitude, x.buffer(), x.rows(), x.scope().weights().handle(weight), outputs, weight.columns());
        }
        if (bias != null) {
            backend.rows().addVector(y, y, bias.buffer(), x.rows(), outputs);
            if (gamma != 0) {
                addMagnitude(magnitude, bias, x.rows(), backend);
            }
        }
        Buffer factors = x.scope().allocate(shape);
        int size = Math.toIntExact(shape.size());
        kernels.gammaFactors(factors, magnitude, y, gamma == 0 ? y : magnitude, gamma, stabilizer, size);
        GammaLinear operation = new GammaLinear(
                x,
                weight,
                bias,
                gamma,
                stabilizer,
                x.scope().constant(shape, factors),
                x.scope().constant(shape, magnitude));
        return x.scope().record(operation, shape, y);
    }

    private static void addMagnitude(Buffer magnitude, Tensor bias, int rows, Backend backend) {
        int outputs = Math.toIntExact(bias.size());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer size = temporaries.allocate(outputs);
            Signs.magnitude(backend, size, bias.buffer(), outputs);
            backend.rows().addVector(magnitude, magnitude, size, rows, outputs);
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
        GammaKernels kernels = Kernels.gamma(backend);
        int rows = g.rows();
        int inputs = weight.columns();
        Index map = pass.rows(g);
        Gradient gx = pass.create(g.map(), inputs);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer s = temporaries.allocate((long) rows * g.columns());
            Buffer signedS = temporaries.allocate((long) rows * g.columns());
            backend.elements().multiply(s, g.buffer(), factors.buffer(), map, rows, g.columns());
            backend.elements().multiply(signedS, g.buffer(), signed.buffer(), map, rows, g.columns());
            Buffer u = temporaries.allocate((long) rows * inputs);
            if (gamma == 0) {
                backend.matrices().linearGradient(u, s, rows, pass.weights().handle(weight));
                kernels.gammaGradient(gx.buffer(), u, u, x.buffer(), map, 0, InputStabilizer.EPSILON, rows, inputs);
            } else {
                Buffer v = temporaries.allocate((long) rows * inputs);
                kernels.magnitudeLinearGradient(
                        u, v, s, signedS, rows, pass.weights().handle(weight), g.columns(), inputs);
                kernels.gammaGradient(gx.buffer(), u, v, x.buffer(), map, gamma, InputStabilizer.EPSILON, rows, inputs);
            }
            book(g, s, signedS, pass);
            InputStabilizer.book(gx, x, pass);
        }
        pass.send(x, gx);
    }

    private void book(Gradient g, Buffer s, Buffer signedS, BackwardPass pass) {
        Backend backend = pass.backend();
        int rows = g.rows();
        int outputs = g.columns();
        pass.book(
                Ledger.Cause.STABILIZER,
                g.map(),
                stabilizer,
                out -> backend.reductions().sum(out, signedS, rows, outputs, 1));
        if (bias == null || !pass.hasLedger()) {
            return;
        }
        Index first = pass.indices().zeros(rows);
        pass.book(
                Ledger.Cause.BIAS,
                g.map(),
                1 + gamma / 2,
                out -> backend.rows().rowDot(out, s, bias.buffer(), first, rows, outputs));
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer size = temporaries.allocate(outputs);
            Signs.magnitude(backend, size, bias.buffer(), outputs);
            pass.book(
                    Ledger.Cause.BIAS,
                    g.map(),
                    gamma / 2,
                    out -> backend.rows().rowDot(out, signedS, size, first, rows, outputs));
        }
    }
}
