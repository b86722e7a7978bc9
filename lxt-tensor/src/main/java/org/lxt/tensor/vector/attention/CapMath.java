// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.ScoreFunction;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.element.Curves;
import org.lxt.tensor.vector.pack.Scratch;

/** Scale and soft cap of attention's scores, by kernels for this processor or by the Vector API: the bits are the same. */
final class CapMath {
    private final float scale;
    private final float cap;
    private final float inverseCap;
    private final boolean isCapped;
    private final StripMath kernels;
    private final @Nullable RowArithmetic arithmetic;
    private final @Nullable CurveRuns curves;

    CapMath(ScoreFunction score, StripMath kernels) {
        this.scale = (float) score.scale();
        this.cap = (float) score.cap();
        this.inverseCap = 1 / cap;
        this.isCapped = score.isCapped();
        this.kernels = kernels;
        this.curves = kernels.tanh();
        this.arithmetic = isCapped && curves == null ? null : kernels.arithmetic();
    }

    /** Makes capped scores of products: {@code n} of them, a whole number of vectors, those of hidden keys included. */
    void scores(float[] s, int at, int n) {
        if (arithmetic == null) {
            for (int i = at; i < at + n; i += LENGTH) {
                capped(FloatVector.fromArray(F, s, i)).intoArray(s, i);
            }
            return;
        }
        scale(arithmetic, s, at, n, scale);
        if (isCapped && curves != null) {
            scale(arithmetic, s, at, n, inverseCap);
            MemorySegment all = MemorySegment.ofArray(s);
            curves.run(Activation.TANH, all, 4L * at, all, 4L * at, n);
            scale(arithmetic, s, at, n, cap);
        }
    }

    private static void scale(RowArithmetic arithmetic, float[] s, int at, int n, float factor) {
        StridedRows run = run(s, at);
        StridedRows by = run(new float[] {factor}, 0);
        arithmetic.compute(RowOperation.SCALE, run, run, by, StridedRows.NONE, 0, 0, 1, n);
    }

    private static StridedRows run(float[] s, int at) {
        return StridedRows.one(MemorySegment.ofArray(s), 4L * at);
    }

    private FloatVector capped(FloatVector products) {
        FloatVector scaled = products.mul(scale);
        return isCapped ? Curves.tanh(scaled.mul(inverseCap)).mul(cap) : scaled;
    }

    /** Makes gradients of scaled products out of {@code n} gradients of capped ones. */
    void slopes(float[] capped, int cappedAt, float[] gradients, int at, int n) {
        if (!isCapped) {
            return;
        }
        if (arithmetic != null) {
            StridedRows run = run(gradients, at);
            StridedRows of = run(capped, cappedAt);
            arithmetic.compute(RowOperation.CAP_SLOPE, run, run, of, StridedRows.NONE, inverseCap, 0, 1, n);
            return;
        }
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector g = FloatVector.fromArray(F, gradients, at + i);
            FloatVector share = FloatVector.fromArray(F, capped, cappedAt + i).mul(inverseCap);
            g.mul(share.mul(share).neg().add(1)).intoArray(gradients, at + i);
        }
    }

    /**
     * Makes gradients of scaled products out of those of scores, down the columns of rows {@code from .. to}.
     *
     * @param products what {@link #scores} made scores of
     * @param ofProducts gets each column's sum of scaled products times their gradients
     * @param ofCapped gets that of capped ones times theirs
     */
    void gradients(
            float[] products,
            float[] gradients,
            int from,
            int to,
            float[] ofProducts,
            float[] ofCapped,
            Scratch scratch) {
        int columns = ofProducts.length;
        int first = from * columns;
        int n = to * columns - first;
        float[] scores = scratch.capped.ofSize(to * columns);
        System.arraycopy(products, first, scores, first, n);
        scores(scores, first, n);
        kernels.visibleDots(scores, gradients, from, to, ofCapped);
        if (!isCapped) {
            System.arraycopy(ofCapped, 0, ofProducts, 0, columns);
            return;
        }
        slopes(scores, first, gradients, first, n);
        System.arraycopy(products, first, scores, first, n);
        if (arithmetic != null) {
            scale(arithmetic, scores, first, n, scale);
        } else {
            for (int i = first; i < first + n; i += LENGTH) {
                FloatVector.fromArray(F, scores, i).mul(scale).intoArray(scores, i);
            }
        }
        kernels.visibleDots(scores, gradients, from, to, ofProducts);
    }
}
