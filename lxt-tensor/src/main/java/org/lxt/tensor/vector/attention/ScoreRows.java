// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.element.Exponential;

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
