// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.processor.OfferedKernels;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;

/** Mistakes that arithmetic on rows may have are found before it is used. */
class RowArithmeticCheckTest {
    /** What is wrong with it. */
    enum Mistake {
        NONE,
        TAKES_ONE_ROW_FOR_ALL,
        IGNORES_THAT_THERE_IS_BUT_ONE_ROW,
        FORGETS_WHAT_FILLS_NO_VECTOR,
        WRITES_AFTER_THE_LAST,
        FUSES_AN_ADDITION,
        DIVIDES_BY_AN_INVERSE,
        HAS_NO_SIGN_FOR_EPSILON,
        FORGETS_THE_LAST_ROW,
        COMPUTES_ROWS_BACKWARDS,
        SUBTRACTS_THE_FIRST_CENTRE,
        ROUNDS_TO_ZERO,
        FORGETS_THE_CAP,
        FORGETS_THE_LARGEST_BEFORE,
        TAKES_ZERO_FOR_THE_LARGEST_OF_WHAT_IS_LEFT,
        SCALES_BEFORE_IT_SUBTRACTS,
        ADDS_IN_TURN,
        ADDS_THE_REST_TO_THE_FIRST_SUM,
        ADDS_LANES_IN_TURN,
        ROUNDS_PRODUCTS,
        TURNS_THE_OTHER_WAY,
        TURNS_NEIGHBOURS,
        TURNS_ONE_HEAD_ONLY,
        TURNS_WHAT_IS_TURNED_ALREADY,
        FUSES_A_TURN
    }

    private record Arithmetic(Mistake mistake) implements RowArithmetic {
        private boolean has(Mistake other) {
            return mistake == other;
        }

        private float get(StridedRows rows, int row, int column) {
            if (rows == StridedRows.NONE) {
                return 0;
            }
            long step = has(Mistake.TAKES_ONE_ROW_FOR_ALL) ? 0 : rows.step();
            if (has(Mistake.IGNORES_THAT_THERE_IS_BUT_ONE_ROW) && step == 0) {
                step = 8;
            }
            return rows.segment().get(ValueLayout.JAVA_FLOAT, rows.at() + row * step + 4L * column);
        }

        private static void put(StridedRows rows, int row, int column, float value) {
            rows.segment().set(ValueLayout.JAVA_FLOAT, rows.at() + row * rows.step() + 4L * column, value);
        }

        private int count(int rows) {
            return has(Mistake.FORGETS_THE_LAST_ROW) ? rows - 1 : rows;
        }

        private float apply(RowOperation f, float a, float b, float c, float p, float q) {
            if (has(Mistake.FUSES_AN_ADDITION) && f == RowOperation.GAMMA_FACTOR) {
                return a / (Math.fma(Math.abs(a), 1 + p, b * p) + q);
            }
            if (has(Mistake.DIVIDES_BY_AN_INVERSE) && f == RowOperation.DIVIDE) {
                return a * (1 / b);
            }
            if (has(Mistake.HAS_NO_SIGN_FOR_EPSILON) && f == RowOperation.GAMMA_GRADIENT) {
                return (c * a * (1 + p) + Math.abs(c) * b * p) / (c + q);
            }
            if (has(Mistake.ROUNDS_TO_ZERO) && f == RowOperation.ROUND) {
                return Float.intBitsToFloat(Float.floatToRawIntBits(a) & 0xffff0000);
            }
            if (has(Mistake.FORGETS_THE_CAP) && f == RowOperation.CAP_SLOPE) {
                return a * (1 - b * b);
            }
            return f.apply(a, b, c, p, q);
        }

        @Override
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
            int end = has(Mistake.FORGETS_WHAT_FILLS_NO_VECTOR) ? n - n % 8 : n;
            int factor = f.hasFactor() ? f.operands() - 1 : -1;
            for (int i = 0; i < count(rows); i++) {
                int r = has(Mistake.COMPUTES_ROWS_BACKWARDS) ? count(rows) - 1 - i : i;
                for (int k = 0; k < end; k++) {
                    float left = get(a, r, factor == 0 ? 0 : k);
                    float right = get(b, r, factor == 1 ? 0 : k);
                    int centre = has(Mistake.SUBTRACTS_THE_FIRST_CENTRE) ? 0 : r;
                    float last = factor == 2 ? get(c, centre, 0) : get(c, r, k);
                    put(d, r, k, apply(f, left, right, last, p, q));
                }
                if (has(Mistake.WRITES_AFTER_THE_LAST)) {
                    put(d, r, n, 0);
                }
            }
        }

        @Override
        public boolean sums(int lanes) {
            return lanes == 8;
        }

        private int to(int k, int lanes, int n) {
            if (has(Mistake.ADDS_IN_TURN)) {
                return 0;
            }
            int rest = has(Mistake.ADDS_THE_REST_TO_THE_FIRST_SUM) ? 0 : 1;
            return k < n - n % (4 * lanes) ? k / lanes % 4 : k < n - n % lanes ? 0 : rest;
        }

        private void sum(int lanes, StridedRows d, StridedRows a, StridedRows b, int rows, int n) {
            for (int r = 0; r < count(rows); r++) {
                float[][] sums = new float[4][lanes];
                for (int k = 0; k < n; k++) {
                    float[] own = sums[to(k, lanes, n)];
                    float factor = b == StridedRows.NONE ? 1 : get(b, r, k);
                    own[k % lanes] = has(Mistake.ROUNDS_PRODUCTS)
                            ? get(a, r, k) * factor + own[k % lanes]
                            : Math.fma(get(a, r, k), factor, own[k % lanes]);
                }
                float[] all = new float[lanes];
                for (int i = 0; i < lanes; i++) {
                    all[i] = (sums[0][i] + sums[1][i]) + (sums[2][i] + sums[3][i]);
                }
                float inTurn = all[0];
                for (int i = 1; i < lanes; i++) {
                    inTurn += all[i];
                }
                float byHalves = ((all[0] + all[4]) + (all[2] + all[6])) + ((all[1] + all[5]) + (all[3] + all[7]));
                put(d, r, 0, has(Mistake.ADDS_LANES_IN_TURN) ? inTurn : byHalves);
            }
        }

        @Override
        public void dots(int lanes, StridedRows d, StridedRows a, StridedRows b, int rows, int n) {
            sum(lanes, d, a, b, rows, n);
        }

        @Override
        public void totals(int lanes, StridedRows d, StridedRows a, int rows, int n) {
            sum(lanes, d, a, StridedRows.NONE, rows, n);
        }

        @Override
        public void exponentials(StridedRows d, StridedRows a, float scale, StridedRows largest, int rows, int n) {
            for (int r = 0; r < rows; r++) {
                float max = has(Mistake.FORGETS_THE_LARGEST_BEFORE) ? Float.NEGATIVE_INFINITY : get(largest, r, 0);
                for (int k = 0; k < n; k++) {
                    max = Math.max(max, get(a, r, k));
                }
                if (has(Mistake.TAKES_ZERO_FOR_THE_LARGEST_OF_WHAT_IS_LEFT) && n % 8 != 0) {
                    max = Math.max(max, 0);
                }
                put(largest, r, 0, max);
                for (int k = 0; k < n; k++) {
                    float x = get(a, r, k);
                    put(d, r, k, (float)
                            Math.exp(has(Mistake.SCALES_BEFORE_IT_SUBTRACTS) ? x * scale - max : (x - max) * scale));
                }
            }
        }

        @Override
        public void rotate(
                StridedRows d,
                StridedRows x,
                StridedRows cosines,
                StridedRows sines,
                boolean back,
                int rows,
                int heads,
                int half) {
            for (int r = 0; r < rows; r++) {
                for (int h = 0; h < (has(Mistake.TURNS_ONE_HEAD_ONLY) ? 1 : heads); h++) {
                    for (int i = 0; i < half; i++) {
                        boolean areNeighbours = has(Mistake.TURNS_NEIGHBOURS);
                        int first = 2 * half * h + (areNeighbours ? 2 * i : i);
                        int second = areNeighbours ? first + 1 : first + half;
                        float c = get(cosines, r, i);
                        float s = back != has(Mistake.TURNS_THE_OTHER_WAY) ? -get(sines, r, i) : get(sines, r, i);
                        float p = get(x, r, first);
                        float q = get(x, r, second);
                        put(d, r, first, has(Mistake.FUSES_A_TURN) ? Math.fma(p, c, -(q * s)) : p * c - q * s);
                        float left = has(Mistake.TURNS_WHAT_IS_TURNED_ALREADY) ? get(x, r, first) : p;
                        put(d, r, second, q * c + left * s);
                    }
                }
            }
        }
    }

    private static final class Wrong extends OfferedKernels<RowArithmetic> {
        Wrong() {
            super(RowArithmetic.class, new Arithmetic(Mistake.DIVIDES_BY_AN_INVERSE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(RowArithmeticCheck.problem(new Arithmetic(mistake)).isEmpty())
                .isEqualTo(mistake == Mistake.NONE);
    }

    @Test
    void kernelsThatComputeWronglyAreSwitchedOff() {
        assertThat(KernelChoice.examine(new Wrong()).reason())
                .matches("switched off, since they computed DIVIDE of [0-9]+ x [0-9]+ elements wrongly");
    }
}
