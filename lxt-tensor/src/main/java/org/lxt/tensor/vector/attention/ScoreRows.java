// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.element.Exponential;
import org.lxt.tensor.vector.hardware.Lanes;

/** Softmax, already known by its largest score and its sum, and its gradient, where each row belongs to a query. */
final class ScoreRows {
    private ScoreRows() {}

    /** Replaces the row's scores by {@code exp(scale * (s - max)) * inverseSum}. */
    static void probabilities(float[] s, int at, int columns, float scale, float max, float inverseSum) {
        for (int i = at; i < at + columns; i += LENGTH) {
            FloatVector shifted = FloatVector.fromArray(F, s, i).sub(max).mul(scale);
            Exponential.exp(shifted).mul(inverseSum).intoArray(s, i);
        }
    }

    /**
     * Replaces n scores by {@code exp(scale * (s - max))}, where max is the largest of them and of what it was before, and gives
     * their sum, in the order of {@link org.lxt.tensor.processor.RowArithmetic#dots}. What fills up the last vector becomes 0.
     */
    static float exponentials(float[] s, int at, int n, float scale, float[] max, int index) {
        float largest = max[index];
        for (int i = at; i < at + n; i++) {
            largest = Math.max(largest, s[i]);
        }
        max[index] = largest;
        int whole = (n + LENGTH - 1) / LENGTH * LENGTH;
        Arrays.fill(s, at + n, at + whole, Float.NEGATIVE_INFINITY);
        probabilities(s, at, whole, scale, largest, 1);
        return sum(s, at, n);
    }

    private static float sum(float[] s, int at, int n) {
        FloatVector s0 = FloatVector.broadcast(F, 0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            s0 = s0.add(FloatVector.fromArray(F, s, at + i));
            s1 = s1.add(FloatVector.fromArray(F, s, at + i + LENGTH));
            s2 = s2.add(FloatVector.fromArray(F, s, at + i + 2 * LENGTH));
            s3 = s3.add(FloatVector.fromArray(F, s, at + i + 3 * LENGTH));
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            s0 = s0.add(FloatVector.fromArray(F, s, at + i));
        }
        if (i < n) {
            s1 = s1.add(FloatVector.fromArray(F, s, at + i));
        }
        return Lanes.sum(s0.add(s1).add(s2.add(s3)));
    }

    /** Replaces the row's gp by {@code p * (gp - mean)}. */
    static void gradients(float[] p, float[] gp, int at, int columns, float mean) {
        for (int i = at; i < at + columns; i += LENGTH) {
            FloatVector difference = FloatVector.fromArray(F, gp, i).sub(mean);
            FloatVector.fromArray(F, p, i).mul(difference).intoArray(gp, i);
        }
    }

    /** Replaces a row's elements out of {@code from .. to} by 0. */
    static void hide(float[] s, int at, int columns, int from, int to) {
        for (int i = 0; i < Math.min(from, columns); i++) {
            s[at + i] = 0;
        }
        for (int i = Math.max(to, 0); i < columns; i++) {
            s[at + i] = 0;
        }
    }
}
