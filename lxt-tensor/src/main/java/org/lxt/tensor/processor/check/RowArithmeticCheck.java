// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;

/** Compares arithmetic on rows with plain loops, to the bit but for exponentials, where rows leave something over and begin anywhere. */
final class RowArithmeticCheck {
    /** Rows and their elements. */
    private static final int[][] SIZES = {{1, 1}, {3, 7}, {2, 16}, {4, 37}, {1, 155}, {2, 64}};

    private static final int HEADS = 3;
    private static final int MOST_LANES = 16;
    private static final float P = 0.375f;
    private static final float Q = 0.01f;
    private static final float SCALE = 6;

    /** What an exponential may differ by, of itself. */
    private static final double TOLERANCE = 1e-6;

    private final RowArithmetic arithmetic;
    private final Arena arena;
    private final int rows;
    private final int n;

    private RowArithmeticCheck(RowArithmetic arithmetic, Arena arena, int rows, int n) {
        this.arithmetic = arithmetic;
        this.arena = arena;
        this.rows = rows;
        this.n = n;
    }

    /** What is wrong with it, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(RowArithmetic arithmetic) {
        try (Arena arena = Arena.ofConfined()) {
            for (int[] size : SIZES) {
                RowArithmeticCheck check = new RowArithmeticCheck(arithmetic, arena, size[0], size[1]);
                for (RowOperation f : RowOperation.values()) {
                    if (!check.isRight(f, false) || !check.isRight(f, true)) {
                        return Optional.of("computed " + f + " of " + size[0] + " x " + size[1] + " elements wrongly");
                    }
                }
                if (!check.addsUp()) {
                    return Optional.of("added up " + size[0] + " x " + size[1] + " elements wrongly");
                }
                if (!check.exponentialsAreRight()) {
                    return Optional.of("computed exponentials of " + size[0] + " x " + size[1] + " elements wrongly");
                }
                if (!check.turnsAreRight(false) || !check.turnsAreRight(true)) {
                    return Optional.of("turned pairs of " + size[0] + " x " + size[1] + " elements wrongly");
                }
                for (int lanes = 1; lanes <= MOST_LANES; lanes *= 2) {
                    if (arithmetic.sums(lanes) && !check.sumsAreRight(lanes)) {
                        return Optional.of("summed " + size[0] + " x " + size[1] + " elements wrongly");
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Into memory of its own, or into that of the first operand, which a single row of all others meets. */
    private boolean isRight(RowOperation f, boolean inPlace) {
        int factor = f.hasFactor() ? f.operands() - 1 : -1;
        CheckedRows a = random(1, factor == 0 ? 1 : n);
        CheckedRows b = random(2, factor == 1 ? 1 : n);
        CheckedRows c = random(3, factor == 2 ? 1 : n);
        boolean single = inPlace && f != RowOperation.SCALE;
        CheckedRows d = inPlace && factor != 0 ? a : CheckedRows.untouched(arena, rows + 1, n);
        float[][] expected = new float[rows][n];
        for (int r = 0; r < rows; r++) {
            int other = single ? 0 : r;
            for (int k = 0; k < n; k++) {
                float left = a.element(r, factor == 0 ? 0 : k);
                // what lies under a root must not be negative
                left = f == RowOperation.INVERSE_ROOT ? Math.abs(left) : left;
                float right = b.element(other, factor == 1 ? 0 : k);
                expected[r][k] = f.apply(left, right, c.element(other, factor == 2 ? 0 : k), P, Q);
            }
        }
        if (f == RowOperation.INVERSE_ROOT) {
            a.makePositive();
        }
        arithmetic.compute(
                f,
                d.strided(),
                a.strided(),
                operand(f, 2, single ? b.first() : b.strided()),
                operand(f, 3, single ? c.first() : c.strided()),
                P,
                Q,
                rows,
                n);
        return d.became(expected);
    }

    /** All rows are added to the one before the first. */
    private boolean addsUp() {
        CheckedRows sum = random(9, n);
        CheckedRows a = random(10, n);
        float[][] expected = new float[1][n];
        for (int k = 0; k < n; k++) {
            expected[0][k] = sum.element(0, k);
            for (int r = 0; r < rows; r++) {
                expected[0][k] += a.element(r, k);
            }
        }
        arithmetic.compute(RowOperation.ADD, sum.first(), sum.first(), a.strided(), StridedRows.NONE, 0, 0, rows, n);
        return sum.became(expected);
    }

    /** The largest of a row is one of its own, or, every other row, the number that was there before. */
    private boolean exponentialsAreRight() {
        CheckedRows a = random(11, n);
        CheckedRows d = CheckedRows.untouched(arena, rows + 1, n);
        float[] largest = new float[rows];
        float[] before = new float[rows];
        for (int r = 0; r < rows; r++) {
            before[r] = r % 2 == 0 ? Float.NEGATIVE_INFINITY : 0.75f;
            largest[r] = before[r];
        }
        StridedRows found = new StridedRows(MemorySegment.ofArray(largest), 0, Float.BYTES);
        arithmetic.exponentials(d.strided(), a.strided(), SCALE, found, rows, n);
        float[][] actual = d.read(rows);
        for (int r = 0; r < rows; r++) {
            float expected = before[r];
            for (int k = 0; k < n; k++) {
                expected = Math.max(expected, a.element(r, k));
            }
            if (largest[r] != expected) {
                return false;
            }
            for (int k = 0; k < n; k++) {
                double exponential = Math.exp((a.element(r, k) - expected) * SCALE);
                if (!(Math.abs(actual[r][k] - exponential) <= TOLERANCE * exponential)) {
                    return false;
                }
            }
        }
        return d.became(actual);
    }

    /** Heads whose halves have n elements; backwards in place, and by the angles of the first row. */
    private boolean turnsAreRight(boolean back) {
        CheckedRows x = random(6, HEADS * 2 * n);
        CheckedRows cosines = random(7, n);
        CheckedRows sines = random(8, n);
        CheckedRows d = back ? x : CheckedRows.untouched(arena, rows + 1, HEADS * 2 * n);
        float[][] expected = new float[rows][HEADS * 2 * n];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < HEADS * n; k++) {
                int first = k / n * 2 * n + k % n;
                float p = x.element(r, first);
                float q = x.element(r, first + n);
                float c = cosines.element(back ? 0 : r, k % n);
                float s = back ? -sines.element(0, k % n) : sines.element(r, k % n);
                expected[r][first] = p * c - q * s;
                expected[r][first + n] = q * c + p * s;
            }
        }
        arithmetic.rotate(
                d.strided(),
                x.strided(),
                back ? cosines.first() : cosines.strided(),
                back ? sines.first() : sines.strided(),
                back,
                rows,
                HEADS,
                n);
        return d.became(expected);
    }

    private static StridedRows operand(RowOperation f, int number, StridedRows given) {
        return f.operands() < number ? StridedRows.NONE : given;
    }

    private boolean sumsAreRight(int lanes) {
        CheckedRows a = random(4, n);
        CheckedRows b = random(5, n);
        CheckedRows dots = CheckedRows.untouched(arena, rows + 1, 1);
        CheckedRows totals = CheckedRows.untouched(arena, rows + 1, 1);
        float[][] dot = new float[rows][1];
        float[][] total = new float[rows][1];
        for (int r = 0; r < rows; r++) {
            dot[r][0] = sum(lanes, a, b, r);
            total[r][0] = sum(lanes, a, null, r);
        }
        arithmetic.dots(lanes, dots.strided(), a.strided(), b.strided(), rows, n);
        arithmetic.totals(lanes, totals.strided(), a.strided(), rows, n);
        return dots.became(dot) && totals.became(total);
    }

    /** In the order that {@link RowArithmetic#dots} gives. */
    private float sum(int lanes, CheckedRows a, @Nullable CheckedRows b, int row) {
        int fours = n - n % (4 * lanes);
        int whole = n - n % lanes;
        float[][] sums = new float[4][lanes];
        for (int k = 0; k < n; k++) {
            int vector = k / lanes;
            int to = k < fours ? vector % 4 : k < whole ? 0 : 1;
            float before = sums[to][k % lanes];
            sums[to][k % lanes] =
                    b == null ? before + a.element(row, k) : Math.fma(a.element(row, k), b.element(row, k), before);
        }
        float[] all = new float[lanes];
        for (int i = 0; i < lanes; i++) {
            all[i] = (sums[0][i] + sums[1][i]) + (sums[2][i] + sums[3][i]);
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                all[i] += all[i + half];
            }
        }
        return all[0];
    }

    private CheckedRows random(int seed, int columns) {
        return CheckedRows.random(arena, rows, columns, seed);
    }
}
