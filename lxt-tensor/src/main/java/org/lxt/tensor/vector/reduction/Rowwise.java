// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.vector.element.Arithmetic;
import org.lxt.tensor.vector.element.Elementaries;
import org.lxt.tensor.vector.element.GammaArithmetic;
import org.lxt.tensor.vector.element.Rotation;
import org.lxt.tensor.vector.element.Rounding;
import org.lxt.tensor.vector.hardware.Lanes;

/** Arithmetic on rows, by kernels for this processor where there are some, else by those of the Vector API: the bits are the same. */
public final class Rowwise {
    /** Rows longer than this are summed by the Vector API: a garbage collection waits for a call to return. */
    private static final int LONG = 1 << 18;

    private final @Nullable RowArithmetic kernels;
    private final boolean sums;

    private Rowwise(@Nullable RowArithmetic kernels) {
        this.kernels = kernels;
        this.sums = kernels != null && kernels.sums(Lanes.LENGTH);
    }

    /** By the chosen kernels, if they have such arithmetic. */
    public static Rowwise of(KernelChoice kernels) {
        return new Rowwise(kernels.kernels(RowArithmetic.class).orElse(null));
    }

    /** {@code d = f(a, b, c)} for {@code rows} rows of n elements. */
    public void compute(
            RowOperation f,
            StridedRows d,
            StridedRows a,
            StridedRows b,
            StridedRows c,
            float p,
            float q,
            int rows,
            int n) {
        if (kernels != null) {
            kernels.compute(f, d, a, b, c, p, q, rows, n);
            return;
        }
        for (int r = 0; r < rows; r++) {
            row(f, d.segment(), d.row(r), a.segment(), a.row(r), b.segment(), b.row(r), c, c.row(r), p, q, n);
        }
    }

    /** The same of operations on two operands without numbers. */
    public void compute(RowOperation f, StridedRows d, StridedRows a, StridedRows b, int rows, int n) {
        compute(f, d, a, b, StridedRows.NONE, 0, 0, rows, n);
    }

    private static void row(
            RowOperation f,
            MemorySegment d,
            long dAt,
            MemorySegment a,
            long aAt,
            MemorySegment b,
            long bAt,
            StridedRows c,
            long cAt,
            float p,
            float q,
            int n) {
        switch (f) {
            case ADD -> Arithmetic.add(d, dAt, a, aAt, b, bAt, n);
            case MULTIPLY -> Arithmetic.multiply(d, dAt, a, aAt, b, bAt, n);
            case DIVIDE -> Arithmetic.divide(d, dAt, a, aAt, b, bAt, n);
            case MULTIPLY_SHIFTED -> Arithmetic.multiplyShifted(d, dAt, a, aAt, b, bAt, p, n);
            case SCALE -> Arithmetic.scale(d, dAt, a, aAt, b.get(Lanes.FLOAT, bAt), n);
            case CENTRED ->
                Arithmetic.centred(d, dAt, a, aAt, b, bAt, c.segment().get(Lanes.FLOAT, cAt), n);
            case ROUND -> Rounding.run(d, dAt, a, aAt, n);
            case CAP_SLOPE -> throw new IllegalArgumentException(f + " is computed where scores are");
            case REPEAT -> Arithmetic.fill(d, dAt, a.get(Lanes.FLOAT, aAt), n);
            case INVERSE_ROOT -> Arithmetic.inverseRoot(d, dAt, a, aAt, p, q, n);
            case SECANT -> Arithmetic.secant(d, dAt, a, aAt, c.segment(), cAt, b, bAt, p, n);
            case MAGNITUDE -> GammaArithmetic.magnitude(d, dAt, a, aAt, n);
            case GAMMA_FACTOR -> GammaArithmetic.factor(d, dAt, a, aAt, b, bAt, p, q, n);
            case GAMMA_GRADIENT -> GammaArithmetic.gradient(d, dAt, a, aAt, b, bAt, c.segment(), cAt, p, q, n);
        }
    }

    /** Pairs of {@code heads} heads turned, see {@link RowArithmetic#rotate}. */
    public void rotate(
            StridedRows d,
            StridedRows x,
            StridedRows cosines,
            StridedRows sines,
            boolean back,
            int rows,
            int heads,
            int half) {
        if (kernels != null) {
            kernels.rotate(d, x, cosines, sines, back, rows, heads, half);
            return;
        }
        float sign = back ? -1 : 1;
        for (int r = 0; r < rows; r++) {
            for (int h = 0; h < heads; h++) {
                long head = 8L * h * half;
                Rotation.head(
                        d.segment(),
                        d.row(r) + head,
                        x.segment(),
                        x.row(r) + head,
                        cosines.segment(),
                        cosines.row(r),
                        sines.segment(),
                        sines.row(r),
                        sign,
                        half);
            }
        }
    }

    /** {@code d = x^exponent} of n elements: small whole exponents as products, others one number after another. */
    public void power(StridedRows d, StridedRows x, double exponent, int n) {
        if (!Elementaries.isProduct(exponent)) {
            Elementaries.power(d.segment(), d.at(), x.segment(), x.at(), exponent, n);
        } else if (kernels == null) {
            Elementaries.product(d.segment(), d.at(), x.segment(), x.at(), (int) exponent, n);
        } else {
            product(d, x, (int) exponent, n);
        }
    }

    /** By the bits of the exponent, as {@link Elementaries} does it. */
    private void product(StridedRows d, StridedRows x, int exponent, int n) {
        int factors = Math.abs(exponent);
        if (exponent == 2) {
            compute(RowOperation.MULTIPLY, d, x, x, 1, n);
            return;
        }
        StridedRows square = numbers(new float[n]);
        StridedRows fourth = numbers(new float[n]);
        StridedRows p = numbers(new float[n]);
        StridedRows one = numbers(new float[] {1});
        compute(RowOperation.MULTIPLY, square, x, x, 1, n);
        compute(RowOperation.MULTIPLY, fourth, square, square, 1, n);
        if ((factors & 1) == 0) {
            compute(RowOperation.REPEAT, p, one, StridedRows.NONE, 1, n);
        } else {
            compute(RowOperation.SCALE, p, x, one, 1, n);
        }
        if ((factors & 2) != 0) {
            compute(RowOperation.MULTIPLY, p, p, square, 1, n);
        }
        if ((factors & 4) != 0) {
            compute(RowOperation.MULTIPLY, p, p, fourth, 1, n);
        }
        if (factors == 8) {
            compute(RowOperation.MULTIPLY, p, fourth, fourth, 1, n);
        }
        if (exponent < 0) {
            compute(RowOperation.REPEAT, square, one, StridedRows.NONE, 1, n);
            compute(RowOperation.DIVIDE, d, square, p, 1, n);
        } else {
            compute(RowOperation.SCALE, d, p, one, 1, n);
        }
    }

    /** Softmax of each row. */
    public void softmax(StridedRows d, StridedRows s, int rows, int n) {
        if (kernels == null || n > LONG) {
            for (int r = 0; r < rows; r++) {
                Softmax.row(d.segment(), d.row(r), s.segment(), s.row(r), n);
            }
            return;
        }
        float[] largest = new float[rows];
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        kernels.exponentials(d, s, 1, numbers(largest), rows, n);
        float[] sums = new float[rows];
        totals(numbers(sums), d, rows, n);
        for (int r = 0; r < rows; r++) {
            sums[r] = 1 / sums[r];
        }
        compute(RowOperation.SCALE, d, d, numbers(sums), rows, n);
    }

    /** Its gradient: {@code d = p * (gp - sum of p * gp)}. */
    public void softmaxGradient(StridedRows d, StridedRows p, StridedRows gp, int rows, int n) {
        if (kernels == null) {
            for (int r = 0; r < rows; r++) {
                Softmax.gradientRow(d.segment(), d.row(r), p.segment(), p.row(r), gp.segment(), gp.row(r), n);
            }
            return;
        }
        float[] sums = new float[rows];
        dots(numbers(sums), p, gp, rows, n);
        compute(RowOperation.CENTRED, d, p, gp, numbers(sums), 0, 0, rows, n);
    }

    /** One number per row, in an array. */
    private static StridedRows numbers(float[] values) {
        return new StridedRows(MemorySegment.ofArray(values), 0, Float.BYTES);
    }

    /** Sums down n columns, which begin at a byte position, see {@link ColumnSums}; rows have {@code inner} elements. */
    public void columnSums(MemorySegment d, long dAt, MemorySegment s, long sAt, int rows, int inner, int n) {
        if (kernels == null) {
            ColumnSums.run(d, dAt, s, sAt, rows, inner, n);
            return;
        }
        float[] sums = new float[n];
        float[] others = new float[n];
        StridedRows even = StridedRows.one(MemorySegment.ofArray(sums), 0);
        StridedRows odd = StridedRows.one(MemorySegment.ofArray(others), 0);
        StridedRows total = StridedRows.one(d, dAt);
        long step = 4L * inner;
        MemorySegment.copy(sums, 0, d, Lanes.FLOAT, dAt, n);
        for (int first = 0; first < rows; first += ColumnSums.PART) {
            int count = Math.min(rows - first, ColumnSums.PART);
            Arrays.fill(sums, 0);
            Arrays.fill(others, 0);
            long at = sAt + first * step;
            compute(RowOperation.ADD, even, even, new StridedRows(s, at, 2 * step), (count + 1) / 2, n);
            if (count > 1) {
                compute(RowOperation.ADD, odd, odd, new StridedRows(s, at + step, 2 * step), count / 2, n);
            }
            compute(RowOperation.ADD, even, even, odd, 1, n);
            compute(RowOperation.ADD, total, total, even, 1, n);
        }
    }

    /** {@code d[r] = sum over k of a[r][k] b[r][k]}, to numbers that follow each other. */
    public void dots(StridedRows d, StridedRows a, StridedRows b, int rows, int n) {
        if (kernels != null && sums && n <= LONG) {
            kernels.dots(Lanes.LENGTH, d, a, b, rows, n);
            return;
        }
        for (int r = 0; r < rows; r++) {
            d.segment().set(Lanes.FLOAT, d.row(r), RowSums.dot(a.segment(), a.row(r), b.segment(), b.row(r), n));
        }
    }

    /** {@code d[r] = sum over k of a[r][k]}, likewise. */
    public void totals(StridedRows d, StridedRows a, int rows, int n) {
        if (kernels != null && sums && n <= LONG) {
            kernels.totals(Lanes.LENGTH, d, a, rows, n);
            return;
        }
        for (int r = 0; r < rows; r++) {
            d.segment().set(Lanes.FLOAT, d.row(r), RowSums.sum(a.segment(), a.row(r), n));
        }
    }
}
