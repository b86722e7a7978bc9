// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.processor.OfferedKernels;
import org.lxt.tensor.processor.ScoreStrips;
import org.lxt.tensor.processor.choice.KernelChoice;

/** Mistakes that softmax of scores may have are found before it is used. */
class ScoreStripsCheckTest {
    /** What is wrong with it. */
    enum Mistake {
        NONE,
        IS_LESS_EXACT,
        COUNTS_HIDDEN_ONES,
        TAKES_THE_FIRST_FOR_THE_LARGEST,
        SUMS_FROM_THE_LAST_ROW,
        DIVIDES,
        ROUNDS_PRODUCTS,
        FORGETS_THE_LAST_ROW,
        FORGETS_THE_LAST_COLUMNS,
        BEGINS_WITH_THE_FIRST_NUMBER_OF_ALL,
        WRITES_AFTER_THE_LAST,
        MULTIPLIES_BEFORE_IT_SUBTRACTS,
        FORGETS_THE_SINK,
        DOES_NOT_COUNT_THE_SINK
    }

    private record Strips(Mistake mistake) implements ScoreStrips {
        private static final int LANES = 4;

        private boolean has(Mistake other) {
            return mistake == other;
        }

        @Override
        public int lanes() {
            return LANES;
        }

        @Override
        public int mostRows() {
            return 100;
        }

        private int rows(int rows) {
            return has(Mistake.FORGETS_THE_LAST_ROW) && rows > 1 ? rows - 1 : rows;
        }

        private int columns(int columns) {
            return has(Mistake.FORGETS_THE_LAST_COLUMNS) && columns > LANES ? columns - LANES : columns;
        }

        private float add(float a, float b, float sum) {
            return has(Mistake.ROUNDS_PRODUCTS) ? a * b + sum : Math.fma(a, b, sum);
        }

        private float exp(float s, float max, float scale) {
            double shifted = has(Mistake.MULTIPLIES_BEFORE_IT_SUBTRACTS) ? s * scale - max : (s - max) * scale;
            return (float) (Math.exp(shifted) * (has(Mistake.IS_LESS_EXACT) ? 1 + 1e-5 : 1));
        }

        private void after(float[] matrix, int at, int rows, int columns) {
            if (has(Mistake.WRITES_AFTER_THE_LAST)) {
                matrix[at + rows * columns] = 0;
            }
        }

        @Override
        public void softmax(
                float[] s, int at, int rows, int columns, float scale, float sink, float[] max, float[] inverseSum) {
            for (int c = 0; c < columns(columns); c++) {
                float largest = has(Mistake.FORGETS_THE_SINK) ? s[at + c] : Math.max(sink, s[at + c]);
                for (int r = 1; r < rows && !has(Mistake.TAKES_THE_FIRST_FOR_THE_LARGEST); r++) {
                    largest = Math.max(largest, s[at + r * columns + c]);
                }
                for (int r = 0; r < rows(rows); r++) {
                    int i = at + r * columns + c;
                    s[i] = exp(s[i], largest, scale);
                }
                float sum = has(Mistake.DOES_NOT_COUNT_THE_SINK) ? 0 : exp(sink, largest, scale);
                for (int r = 0; r < rows(rows); r++) {
                    int row = has(Mistake.SUMS_FROM_THE_LAST_ROW) ? rows - 1 - r : r;
                    sum += s[at + row * columns + c];
                }
                max[c] = largest;
                inverseSum[c] = 1 / sum;
            }
            after(s, at, rows, columns);
        }

        @Override
        public void gradient(float[] p, float[] gp, int at, int rows, int columns, float[] inverseSum, float[] means) {
            for (int c = 0; c < columns(columns); c++) {
                float sum = 0;
                for (int r = 0; r < rows(rows); r++) {
                    sum = add(p[at + r * columns + c], gp[at + r * columns + c], sum);
                }
                means[c] = has(Mistake.DIVIDES) ? sum / (1 / inverseSum[c]) : sum * inverseSum[c];
                for (int r = 0; r < rows(rows); r++) {
                    int i = at + r * columns + c;
                    gp[i] = p[i] * inverseSum[c] * (gp[i] - means[c]);
                }
            }
            after(gp, at, rows, columns);
        }

        @Override
        public void visibleDots(float[] a, float[] b, int at, int rows, int columns, float[] sums) {
            for (int c = 0; c < columns(columns); c++) {
                float sum = 0;
                for (int r = 0; r < rows(rows); r++) {
                    int i = at + r * columns + c;
                    boolean hidden = a[i] == Float.NEGATIVE_INFINITY && !has(Mistake.COUNTS_HIDDEN_ONES);
                    sum = add(hidden ? 0 : a[i], b[i], sum);
                }
                sums[c] = sum;
            }
        }

        private int first(int first) {
            return has(Mistake.BEGINS_WITH_THE_FIRST_NUMBER_OF_ALL) ? 0 : first;
        }

        @Override
        public void probabilities(
                float[] s, int at, int rows, int columns, float scale, float[] max, float[] inverseSum, int first) {
            for (int r = 0; r < rows(rows); r++) {
                for (int c = 0; c < columns(columns); c++) {
                    int i = at + r * columns + c;
                    s[i] = exp(s[i], max[first(first) + r], scale) * inverseSum[first(first) + r];
                }
            }
            after(s, at, rows, columns);
        }

        @Override
        public void gradientRows(float[] p, float[] gp, int at, int rows, int columns, float[] means, int first) {
            for (int r = 0; r < rows(rows); r++) {
                for (int c = 0; c < columns(columns); c++) {
                    int i = at + r * columns + c;
                    gp[i] = p[i] * (gp[i] - means[first(first) + r]);
                }
            }
            after(gp, at, rows, columns);
        }
    }

    private static final class Wrong extends OfferedKernels<ScoreStrips> {
        Wrong() {
            super(ScoreStrips.class, new Strips(Mistake.IS_LESS_EXACT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(ScoreStripsCheck.problem(new Strips(mistake)).isEmpty()).isEqualTo(mistake == Mistake.NONE);
    }

    @Test
    void kernelsThatComputeWronglyAreSwitchedOff() {
        assertThat(KernelChoice.examine(new Wrong()))
                .isEqualTo(Availability.no("switched off, since they computed softmax of 1 x 4 scores wrongly"));
    }
}
