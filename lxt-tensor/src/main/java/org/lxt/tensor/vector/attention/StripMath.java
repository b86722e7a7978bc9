// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.ScoreStrips;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.reduction.Rowwise;
import org.lxt.tensor.weight.Encoding;

/**
 * What attention computes of its scores between the products, by kernels for this processor where there are some, else by those
 * of the Vector API: the bits are the same.
 */
public final class StripMath {
    private final @Nullable ScoreStrips scores;
    private final @Nullable RowProducts products;
    private final @Nullable RowArithmetic arithmetic;
    private final @Nullable CurveRuns tanh;
    private final Rowwise rowwise;

    private StripMath(KernelChoice kernels, Rowwise rowwise) {
        this.scores = kernels.kernels(ScoreStrips.class).orElse(null);
        this.products = kernels.kernels(RowProducts.class)
                .filter(p -> p.lanes() == Lanes.LENGTH)
                .orElse(null);
        this.arithmetic = kernels.kernels(RowArithmetic.class).orElse(null);
        this.tanh = kernels.kernels(CurveRuns.class)
                .filter(c -> c.computes(Activation.TANH))
                .orElse(null);
        this.rowwise = rowwise;
    }

    /** By the chosen kernels, if they have such functions. */
    public static StripMath of(KernelChoice kernels, Rowwise rowwise) {
        return new StripMath(kernels, rowwise);
    }

    /** Arithmetic on arrays; null if the Vector API is to do it. */
    @Nullable
    RowArithmetic arithmetic() {
        return arithmetic;
    }

    /** What computes tanh of arrays; null if the Vector API is to do it. */
    @Nullable
    CurveRuns tanh() {
        return tanh;
    }

    /**
     * Exponentials of rows of an array, and their sums.
     *
     * @param step elements from one row to the next, a whole number of vectors
     * @param n elements of a row; what follows in its last vector is not kept
     * @param largest the largest of each row and of what it was before
     */
    void exponentials(float[] s, int step, int n, float scale, float[] largest, float[] sums) {
        int rows = largest.length;
        if (arithmetic != null && arithmetic.sums(Lanes.LENGTH)) {
            StridedRows all = new StridedRows(MemorySegment.ofArray(s), 0, 4L * step);
            arithmetic.exponentials(all, all, scale, numbers(largest), rows, n);
            arithmetic.totals(Lanes.LENGTH, numbers(sums), all, rows, n);
            return;
        }
        for (int r = 0; r < rows; r++) {
            sums[r] = ScoreRows.exponentials(s, r * step, n, scale, largest, r);
        }
    }

    /** Each row of an array times its factor; rows are as above. */
    void scale(float[] s, int step, int n, float[] factors) {
        if (arithmetic != null) {
            StridedRows all = new StridedRows(MemorySegment.ofArray(s), 0, 4L * step);
            StridedRows none = StridedRows.NONE;
            arithmetic.compute(RowOperation.SCALE, all, all, numbers(factors), none, 0, 0, factors.length, n);
            return;
        }
        for (int r = 0; r < factors.length; r++) {
            for (int j = r * step; j < r * step + n; j++) {
                s[j] *= factors[r];
            }
        }
    }

    private static StridedRows numbers(float[] values) {
        return new StridedRows(MemorySegment.ofArray(values), 0, Float.BYTES);
    }

    /** Products of single rows whose sums have the order of the Vector API's; null if there are none. */
    @Nullable
    RowProducts rowProducts() {
        return products;
    }

    private @Nullable ScoreStrips kernels(int rows, int columns) {
        return scores != null && columns % scores.lanes() == 0 && rows < scores.mostRows() ? scores : null;
    }

    /** {@link ScoreColumns#softmax}. */
    void softmax(float[] s, int from, int to, float scale, float sink, float[] max, float[] inverseSum) {
        int columns = max.length;
        ScoreStrips own = kernels(to - from, columns);
        if (own != null) {
            own.softmax(s, from * columns, to - from, columns, scale, sink, max, inverseSum);
        } else {
            ScoreColumns.softmax(s, from, to, scale, sink, max, inverseSum);
        }
    }

    /** {@link ScoreColumns#means} and {@link ScoreColumns#gradients}. */
    void gradient(float[] p, float[] gp, int from, int to, float[] inverseSum, float[] means) {
        int columns = means.length;
        ScoreStrips own = kernels(to - from, columns);
        if (own != null) {
            own.gradient(p, gp, from * columns, to - from, columns, inverseSum, means);
        } else {
            ScoreColumns.means(p, gp, from, to, inverseSum, means);
            ScoreColumns.gradients(p, gp, from, to, inverseSum, means);
        }
    }

    /** {@link ScoreColumns#visibleDots}. */
    void visibleDots(float[] a, float[] b, int from, int to, float[] sums) {
        int columns = sums.length;
        ScoreStrips own = kernels(to - from, columns);
        if (own != null) {
            own.visibleDots(a, b, from * columns, to - from, columns, sums);
        } else {
            ScoreColumns.visibleDots(a, b, from, to, sums);
        }
    }

    /** {@link ScoreRows#probabilities} of rows that follow each other, of which all columns are computed. */
    void probabilities(
            float[] s, int at, int rows, int columns, float scale, float[] max, float[] inverseSum, int first) {
        ScoreStrips own = kernels(rows, columns);
        if (own != null) {
            own.probabilities(s, at, rows, columns, scale, max, inverseSum, first);
            return;
        }
        for (int r = 0; r < rows; r++) {
            ScoreRows.probabilities(s, at + r * columns, columns, scale, max[first + r], inverseSum[first + r]);
        }
    }

    /** {@link ScoreRows#gradients}, likewise. */
    void gradientRows(float[] p, float[] gp, int at, int rows, int columns, float[] means, int first) {
        ScoreStrips own = kernels(rows, columns);
        if (own != null) {
            own.gradientRows(p, gp, at, rows, columns, means, first);
            return;
        }
        for (int r = 0; r < rows; r++) {
            ScoreRows.gradients(p, gp, at + r * columns, columns, means[first + r]);
        }
    }

    /** {@link TurnedStore#store} with a factor for each column. */
    void store(float[] strip, float[] factors, int n, Operand head, int row, Scratch scratch) {
        PanelMoves moves = scratch.tiles.moves(Encoding.F32);
        if (moves == null) {
            TurnedStore.store(strip, factors, n, head, row, scratch);
            return;
        }
        int columns = factors.length;
        int size = head.columns();
        // a move may write a vector more than it is asked for
        int step = size + columns;
        float[] turned = scratch.turned.ofSize((columns + 1) * step);
        StridedRows dimensions = new StridedRows(MemorySegment.ofArray(strip), 0, 4L * columns);
        moves.turn(Encoding.F32, dimensions, size, columns, turned, 0, step);
        rowwise.compute(
                RowOperation.SCALE,
                head.rowsFrom(row, 0),
                new StridedRows(MemorySegment.ofArray(turned), 0, 4L * step),
                new StridedRows(MemorySegment.ofArray(factors), 0, Float.BYTES),
                n,
                size);
    }

    /** The same with one factor for all. */
    void store(float[] strip, float factor, int n, Operand head, int row, Scratch scratch) {
        float[] factors = new float[scratch.tiles.columns()];
        Arrays.fill(factors, factor);
        store(strip, factors, n, head, row, scratch);
    }
}
