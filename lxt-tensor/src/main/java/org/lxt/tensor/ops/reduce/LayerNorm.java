// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

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

/**
 * Layer norm along the last axis: {@code y = z w + b} with {@code z = (x - mean(x)) r} and {@code r = 1 / sqrt(var(x) +
 * epsilon)}, the variance that of the n numbers themselves.
 *
 * <p>Gradient with the spread held constant, as LXT has it: {@code r (G w - mean(G w))}, for it passes through the mean;
 * absorbs {@code sum(b G)}. With the ordinary derivative also {@code - r z mean(z G w)}; absorbs besides {@code sum(z w
 * G) (1 - epsilon r^2)}.
 */
public final class LayerNorm extends Operation {
    private final Tensor x;
    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final Tensor mean;
    private final Tensor inverseDeviation;
    private final double epsilon;
    private final boolean constantSpread;

    private LayerNorm(
            Tensor x,
            Tensor weight,
            @Nullable Tensor bias,
            Tensor mean,
            Tensor inverseDeviation,
            double epsilon,
            boolean constantSpread) {
        super("layer norm", x);
        this.x = x;
        this.weight = weight;
        this.bias = bias;
        this.mean = mean;
        this.inverseDeviation = inverseDeviation;
        this.epsilon = epsilon;
        this.constantSpread = constantSpread;
        keep(weight);
        keep(inverseDeviation);
        keepForLedger(bias);
        if (!constantSpread) {
            keep(x);
            keep(mean);
        }
    }

    /**
     * Normalises.
     *
     * @param x {@code [rows, ..., n]}
     * @param weight constant of n elements
     * @param bias constant of n elements, or none
     * @param epsilon added to the variance
     * @param constantSpread whether the gradient takes r for a constant, as LXT does
     */
    public static Tensor apply(Tensor x, Tensor weight, @Nullable Tensor bias, double epsilon, boolean constantSpread) {
        int n = checkedLength(x, weight, bias);
        Backend backend = x.scope().backend();
        Shape perGroup = Shape.of(Math.toIntExact(x.size() / n));
        Buffer y = x.scope().allocate(x.shape());
        Buffer means = x.scope().allocate(perGroup);
        Buffer inverse = x.scope().allocate(perGroup);
        forward(backend, y, means, inverse, x.buffer(), epsilon, perGroup.rows(), n);
        backend.rows().multiplyVector(y, y, weight.buffer(), 0, perGroup.rows(), n);
        if (bias != null) {
            backend.rows().addVector(y, y, bias.buffer(), perGroup.rows(), n);
        }
        Tensor mean = x.scope().constant(perGroup, means);
        Tensor inverseDeviation = x.scope().constant(perGroup, inverse);
        LayerNorm operation = new LayerNorm(x, weight, bias, mean, inverseDeviation, epsilon, constantSpread);
        return x.scope().record(operation, x.shape(), y);
    }

    /** {@code z = (x - mean) r} with the mean and r of each group. */
    private static void forward(
            Backend backend, Buffer z, Buffer mean, Buffer r, Buffer x, double epsilon, int groups, int n) {
        backend.reductions().sum(mean, x, groups, n, 1);
        backend.elements().scale(mean, mean, -1.0 / n, groups);
        backend.reductions().repeat(z, mean, groups, n, 1);
        backend.elements().scale(mean, mean, -1, groups);
        backend.elements().add(z, z, x, (long) groups * n);
        // from the differences, not as a difference of squares, which would cancel
        backend.rows().rowDot(r, z, z, null, groups, n);
        backend.elements().inverseRoot(r, r, 1.0 / n, epsilon, groups);
        backend.rows().scaleRows(z, z, r, null, groups, n);
    }

    private static int checkedLength(Tensor x, Tensor weight, @Nullable Tensor bias) {
        int last = x.shape().dimensions() - 1;
        int n = x.shape().extent(last);
        if (last == 0) {
            throw new IllegalArgumentException(
                    "layer norm needs rows to normalise, got a tensor of shape " + x.shape());
        }
        requireConstant("weight", weight, n, x);
        if (bias != null) {
            requireConstant("bias", bias, n, x);
        }
        return n;
    }

    private static void requireConstant(String what, Tensor parameter, int n, Tensor x) {
        if (parameter.size() != n || parameter.isWatched()) {
            throw new IllegalArgumentException("layer norm: the " + what + " must be a constant of " + n
                    + " elements beside an input of shape " + x.shape() + ", got " + parameter);
        }
    }

    @Override
    public Nature nature() {
        return constantSpread ? Nature.CONSTANT_FACTOR : Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        int n = Math.toIntExact(weight.size());
        int perRow = g.columns() / n;
        int count = Math.multiplyExact(g.rows(), perRow);
        bookBias(g, n, perRow, pass);
        Gradient gx = pass.create(g.map(), g.columns());
        Buffer gw = gx.buffer();
        backend.rows().multiplyVector(gw, g.buffer(), weight.buffer(), 0, count, n);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Index groups = perRow == 1
                    ? pass.rows(g)
                    : temporaries.index(groups(g.map().rows(), perRow));
            Buffer perGroup = temporaries.allocate(count);
            Buffer other = temporaries.allocate((long) count * n);
            Buffer meanShare = temporaries.allocate(count);
            backend.reductions().sum(meanShare, gw, count, n, 1);
            backend.elements().scale(meanShare, meanShare, -1.0 / n, count);
            if (!constantSpread) {
                normalised(other, perGroup, groups, n, backend);
                backend.rows().rowDot(perGroup, gw, other, null, count, n);
                bookSpread(g, perGroup, groups, perRow, pass);
                backend.elements().scale(perGroup, perGroup, -1.0 / n, count);
                backend.rows().scaleRows(other, other, perGroup, null, count, n);
                backend.elements().add(gw, gw, other, (long) count * n);
            }
            backend.reductions().repeat(other, meanShare, count, n, 1);
            backend.elements().add(gw, gw, other, (long) count * n);
            backend.rows().scaleRows(gw, gw, inverseDeviation.buffer(), groups, count, n);
        }
        pass.send(x, gx);
    }

    /** The groups of each gradient row. */
    private static int[] groups(int[] rows, int perRow) {
        int[] groups = new int[rows.length * perRow];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = rows[i / perRow] * perRow + i % perRow;
        }
        return groups;
    }

    /** {@code z = (x - mean) r} for the groups of the gradient. */
    private void normalised(Buffer z, Buffer perGroup, Index groups, int n, Backend backend) {
        backend.movement().gatherRows(perGroup, mean.buffer(), groups, 1);
        backend.elements().scale(perGroup, perGroup, -1, groups.size());
        backend.reductions().repeat(z, perGroup, groups.size(), n, 1);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer values = temporaries.allocate((long) groups.size() * n);
            backend.movement().gatherRows(values, x.buffer(), groups, n);
            backend.elements().add(z, z, values, (long) groups.size() * n);
            backend.rows().scaleRows(z, z, inverseDeviation.buffer(), groups, groups.size(), n);
        }
    }

    private void bookBias(Gradient g, int n, int perRow, BackwardPass pass) {
        if (bias == null || !pass.hasLedger()) {
            return;
        }
        Backend backend = pass.backend();
        int count = g.rows() * perRow;
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer sums = temporaries.allocate(count);
            backend.rows()
                    .rowDot(sums, g.buffer(), bias.buffer(), pass.indices().zeros(count), count, n);
            pass.book(Ledger.Cause.BIAS, g.map(), 1, out -> backend.reductions().sum(out, sums, g.rows(), perRow, 1));
        }
    }

    /** Of {@code s = sum(z w G)} the derivative of the spread takes all but the share of epsilon. */
    private void bookSpread(Gradient g, Buffer s, Index groups, int perRow, BackwardPass pass) {
        if (!pass.hasLedger()) {
            return;
        }
        Backend backend = pass.backend();
        Buffer r = inverseDeviation.buffer();
        pass.book(Ledger.Cause.ORDINARY, g.map(), 1, out -> backend.reductions().sum(out, s, g.rows(), perRow, 1));
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer share = temporaries.allocate(groups.size());
            backend.elements().multiply(share, s, r, groups, groups.size(), 1);
            backend.elements().multiply(share, share, r, groups, groups.size(), 1);
            pass.book(
                    Ledger.Cause.ORDINARY,
                    g.map(),
                    -epsilon,
                    out -> backend.reductions().sum(out, share, g.rows(), perRow, 1));
        }
    }
}
