// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

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

/**
 * Root-mean-square norm of each row: {@code y = x r (w + offset)} with {@code r = 1 / sqrt(mean(x^2) + epsilon)}.
 *
 * <p>Gradient with the spread held constant: {@code G (w + offset) r}; nothing is absorbed. With the ordinary derivative
 * also {@code - x r^3 / n sum(x (w + offset) G)}; absorbs {@code sum(y G) (1 - epsilon r^2)}.
 */
public final class RmsNorm extends Operation {
    private final Tensor x;
    private final Tensor weight;
    private final Tensor inverseRms;
    private final double offset;
    private final double epsilon;
    private final boolean constantSpread;

    private RmsNorm(Tensor x, Tensor weight, Tensor inverseRms, double offset, double epsilon, boolean constantSpread) {
        super("rms norm", x);
        this.x = x;
        this.weight = weight;
        this.inverseRms = inverseRms;
        this.offset = offset;
        this.epsilon = epsilon;
        this.constantSpread = constantSpread;
        keep(weight);
        keep(inverseRms);
        if (!constantSpread) {
            keep(x);
        }
    }

    /**
     * Normalises each row.
     *
     * @param x {@code [rows, n]}
     * @param weight constant of n elements
     * @param offset added to the weight: 0, or 1 where the stored weight is a difference from 1 (Gemma)
     * @param epsilon added to the mean square
     * @param constantSpread whether the gradient takes r for a constant, as LXT does
     */
    public static Tensor apply(Tensor x, Tensor weight, double offset, double epsilon, boolean constantSpread) {
        Shapes.requireColumns("rms norm", "the input", x, Math.toIntExact(weight.size()));
        if (weight.isWatched()) {
            throw new IllegalArgumentException("rms norm: the weight must be a constant");
        }
        Backend backend = x.scope().backend();
        Buffer y = x.scope().allocate(x.shape());
        Shape perRow = Shape.of(x.rows());
        Buffer r = x.scope().allocate(perRow);
        int n = x.columns();
        backend.rows().rowDot(r, x.buffer(), x.buffer(), null, x.rows(), n);
        backend.elements().inverseRoot(r, r, 1.0 / n, epsilon, x.rows());
        backend.rows().scaleRows(y, x.buffer(), r, null, x.rows(), n);
        backend.rows().multiplyVector(y, y, weight.buffer(), offset, x.rows(), n);
        Tensor inverseRms = x.scope().constant(perRow, r);
        RmsNorm operation = new RmsNorm(x, weight, inverseRms, offset, epsilon, constantSpread);
        return x.scope().record(operation, x.shape(), y);
    }

    @Override
    public Nature nature() {
        return constantSpread ? Nature.CONSTANT_FACTOR : Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        Index rows = pass.rows(g);
        int n = g.columns();
        Gradient gx = pass.create(g.map(), n);
        backend.rows().multiplyVector(gx.buffer(), g.buffer(), weight.buffer(), offset, g.rows(), n);
        if (constantSpread) {
            backend.rows().scaleRows(gx.buffer(), gx.buffer(), inverseRms.buffer(), rows, g.rows(), n);
            pass.send(x, gx);
            return;
        }
        // s = sum(x w G), one number a gradient row; r its inverse rms
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer s = temporaries.allocate(g.rows());
            backend.rows().rowDot(s, gx.buffer(), x.buffer(), rows, g.rows(), n);
            bookSpread(g, s, pass);
            Buffer correction = temporaries.allocate(g.rows());
            backend.elements().multiply(correction, s, inverseRms.buffer(), rows, g.rows(), 1);
            backend.elements().multiply(correction, correction, inverseRms.buffer(), rows, g.rows(), 1);
            backend.elements().multiply(correction, correction, inverseRms.buffer(), rows, g.rows(), 1);
            backend.elements().scale(correction, correction, -1.0 / n, g.rows());
            backend.rows().scaleRows(gx.buffer(), gx.buffer(), inverseRms.buffer(), rows, g.rows(), n);
            Gradient through = pass.create(g.map(), n);
            backend.movement().gatherRows(through.buffer(), x.buffer(), rows, n);
            backend.rows().scaleRows(through.buffer(), through.buffer(), correction, null, g.rows(), n);
            backend.elements().add(gx.buffer(), gx.buffer(), through.buffer(), (long) g.rows() * n);
            pass.discard(through);
        }
        pass.send(x, gx);
    }

    /** {@code sum(y G) = s r}, of which the derivative of the spread takes all but the share of epsilon. */
    private void bookSpread(Gradient g, Buffer s, BackwardPass pass) {
        Index rows = pass.rows(g);
        Backend backend = pass.backend();
        pass.book(
                Ledger.Cause.ORDINARY,
                g.map(),
                1,
                out -> backend.elements().multiply(out, s, inverseRms.buffer(), rows, g.rows(), 1));
        pass.book(Ledger.Cause.ORDINARY, g.map(), -epsilon, out -> {
            backend.elements().multiply(out, s, inverseRms.buffer(), rows, g.rows(), 1);
            backend.elements().multiply(out, out, inverseRms.buffer(), rows, g.rows(), 1);
            backend.elements().multiply(out, out, inverseRms.buffer(), rows, g.rows(), 1);
        });
    }
}
