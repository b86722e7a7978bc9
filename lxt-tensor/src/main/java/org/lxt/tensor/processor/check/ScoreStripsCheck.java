// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.lxt.tensor.processor.ScoreStrips;

/**
 * Compares softmax of scores with plain loops in double, and what is computed from its results with plain loops in float, to the
 * bit; with hidden elements, matrices that begin anywhere, and rows whose numbers stand in the middle of an array.
 */
final class ScoreStripsCheck {
    private static final int[] ROWS = {1, 5, 18};
    private static final int MOST_REGISTERS = 3;
    private static final int GAP = 5;
    private static final float UNTOUCHED = -7;
    private static final float SCALE = 0.3f;
    private static final float SINK = 1.25f;

    /** What an exponential may differ by, of itself. */
    private static final double TOLERANCE = 1e-6;

    private final ScoreStrips strips;
    private final int rows;
    private final int columns;
    private final Random random;

    private ScoreStripsCheck(ScoreStrips strips, int rows, int columns) {
        this.strips = strips;
        this.rows = rows;
        this.columns = columns;
        this.random = new Random(31L * rows + columns);
    }

    /** What is wrong with them, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(ScoreStrips strips) {
        int lanes = strips.lanes();
        if (lanes < 1 || strips.mostRows() < 1) {
            return Optional.of("have scores of " + lanes + " lanes and " + strips.mostRows() + " rows");
        }
        for (int rows : ROWS) {
            for (int registers = 1; registers <= MOST_REGISTERS; registers++) {
                ScoreStripsCheck check = new ScoreStripsCheck(strips, rows, registers * lanes);
                if (!check.softmaxIsRight(Float.NEGATIVE_INFINITY)
                        || !check.softmaxIsRight(SINK)
                        || !check.gradientIsRight()
                        || !check.dotsAreRight()
                        || !check.rowsAreRight()) {
                    return Optional.of("computed softmax of " + rows + " x " + registers * lanes + " scores wrongly");
                }
            }
        }
        return Optional.empty();
    }

    private boolean softmaxIsRight(float sink) {
        float[] s = matrix(20, true);
        float[] before = s.clone();
        float[] max = filled(columns);
        float[] inverseSum = filled(columns);
        strips.softmax(s, GAP, rows, columns, SCALE, sink, max, inverseSum);
        for (int c = 0; c < columns; c++) {
            float largest = sink;
            for (int r = 0; r < rows; r++) {
                largest = Math.max(largest, before[at(r, c)]);
            }
            double first = Math.exp((sink - largest) * SCALE);
            float sum = (float) first;
            for (int r = 0; r < rows; r++) {
                double expected = Math.exp((before[at(r, c)] - largest) * SCALE);
                if (!isNear(s[at(r, c)], expected)) {
                    return false;
                }
                sum += s[at(r, c)];
            }
            // without a sink the sum has the bits of a plain loop; of its exponential only the value is known
            boolean isSum = first == 0 ? same(inverseSum[c], 1 / sum) : isNear(inverseSum[c], 1.0 / sum);
            if (!same(max[c], largest) || !isSum) {
                return false;
            }
        }
        return isOutsideUntouched(s);
    }

    private boolean gradientIsRight() {
        float[] p = matrix(1, false);
        float[] gp = matrix(2, false);
        float[] before = gp.clone();
        float[] inverseSum = numbers(columns);
        float[] means = filled(columns);
        strips.gradient(p, gp, GAP, rows, columns, inverseSum, means);
        for (int c = 0; c < columns; c++) {
            float sum = 0;
            for (int r = 0; r < rows; r++) {
                sum = Math.fma(p[at(r, c)], before[at(r, c)], sum);
            }
            float mean = sum * inverseSum[c];
            if (!same(means[c], mean)) {
                return false;
            }
            for (int r = 0; r < rows; r++) {
                if (!same(gp[at(r, c)], p[at(r, c)] * inverseSum[c] * (before[at(r, c)] - mean))) {
                    return false;
                }
            }
        }
        return isOutsideUntouched(gp);
    }

    private boolean dotsAreRight() {
        float[] a = matrix(1, true);
        float[] b = matrix(1, false);
        float[] sums = filled(columns);
        strips.visibleDots(a, b, GAP, rows, columns, sums);
        for (int c = 0; c < columns; c++) {
            float sum = 0;
            for (int r = 0; r < rows; r++) {
                float seen = a[at(r, c)] == Float.NEGATIVE_INFINITY ? 0 : a[at(r, c)];
                sum = Math.fma(seen, b[at(r, c)], sum);
            }
            if (!same(sums[c], sum)) {
                return false;
            }
        }
        return true;
    }

    private boolean rowsAreRight() {
        float[] s = matrix(20, true);
        float[] before = s.clone();
        float[] max = numbers(GAP + rows);
        float[] inverseSum = numbers(GAP + rows);
        strips.probabilities(s, GAP, rows, columns, SCALE, max, inverseSum, GAP);
        float[] p = matrix(1, false);
        float[] gp = matrix(2, false);
        float[] above = gp.clone();
        strips.gradientRows(p, gp, GAP, rows, columns, max, GAP);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double exponential = Math.exp((before[at(r, c)] - max[GAP + r]) * SCALE);
                boolean isRight = isNear(s[at(r, c)], exponential * inverseSum[GAP + r])
                        && same(gp[at(r, c)], p[at(r, c)] * (above[at(r, c)] - max[GAP + r]));
                if (!isRight) {
                    return false;
                }
            }
        }
        return isOutsideUntouched(s) && isOutsideUntouched(gp);
    }

    private int at(int row, int column) {
        return GAP + row * columns + column;
    }

    /** Numbers up to a size, of which some are hidden, but none of the first row. */
    private float[] matrix(float size, boolean hidden) {
        float[] all = filled(2 * GAP + rows * columns);
        for (int i = 0; i < rows * columns; i++) {
            boolean hides = hidden && i >= columns && i % 5 == 3;
            all[GAP + i] = hides ? Float.NEGATIVE_INFINITY : (random.nextFloat() - 0.5f) * size;
        }
        return all;
    }

    private float[] numbers(int count) {
        float[] all = new float[count];
        for (int i = 0; i < count; i++) {
            all[i] = random.nextFloat();
        }
        return all;
    }

    private static float[] filled(int count) {
        float[] all = new float[count];
        Arrays.fill(all, UNTOUCHED);
        return all;
    }

    private boolean isOutsideUntouched(float[] matrix) {
        for (int i = 0; i < GAP; i++) {
            if (matrix[i] != UNTOUCHED || matrix[matrix.length - 1 - i] != UNTOUCHED) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNear(float actual, double expected) {
        return Math.abs(actual - expected) <= TOLERANCE * expected;
    }

    private static boolean same(float a, float b) {
        return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
    }
}
