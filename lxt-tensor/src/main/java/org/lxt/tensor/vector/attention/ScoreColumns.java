package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.tile.Tiles.COLUMNS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.vector.element.Exponential;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * Softmax and its gradient where each row belongs to a key and each of {@link Tiles#COLUMNS} columns to a query: all
 * queries go along together, and none waits for a sum across lanes. Rows follow each other without gaps.
 */
final class ScoreColumns {
    private ScoreColumns() {}

    /** Hides in one row all columns but {@code from .. to}. */
    static void hide(float[] s, int row, int from, int to) {
        int at = row * COLUMNS;
        for (int i = 0; i < Math.min(from, COLUMNS); i++) {
            s[at + i] = Float.NEGATIVE_INFINITY;
        }
        for (int i = Math.max(to, 0); i < COLUMNS; i++) {
            s[at + i] = Float.NEGATIVE_INFINITY;
        }
    }

    /** The largest element of each column of rows {@code from .. to}. */
    static void max(float[] s, int from, int to, float[] max) {
        FloatVector m0 = FloatVector.fromArray(F, s, from * COLUMNS);
        FloatVector m1 = FloatVector.fromArray(F, s, from * COLUMNS + LENGTH);
        for (int row = from + 1; row < to; row++) {
            FloatVector v0 = FloatVector.fromArray(F, s, row * COLUMNS);
            FloatVector v1 = FloatVector.fromArray(F, s, row * COLUMNS + LENGTH);
            m0 = m0.blend(v0, v0.compare(VectorOperators.GT, m0));
            m1 = m1.blend(v1, v1.compare(VectorOperators.GT, m1));
        }
        m0.intoArray(max, 0);
        m1.intoArray(max, LENGTH);
    }

    /** Replaces each s by {@code exp(scale * (s - max))}; gives one over each column's sum. */
    static void exponentials(float[] s, int from, int to, float scale, float[] max, float[] inverseSum) {
        // one half after the other: two exponentials in one loop are more than the compiler inlines
        for (int half = 0; half < COLUMNS; half += LENGTH) {
            FloatVector largest = FloatVector.fromArray(F, max, half);
            FloatVector sum = FloatVector.broadcast(F, 0);
            for (int row = from; row < to; row++) {
                int at = row * COLUMNS + half;
                FloatVector e = Exponential.exp(
                        FloatVector.fromArray(F, s, at).sub(largest).mul(scale));
                e.intoArray(s, at);
                sum = sum.add(e);
            }
            FloatVector.broadcast(F, 1).div(sum).intoArray(inverseSum, half);
        }
    }

    /** Each column's {@code inverseSum * sum(p * gp)}: what the gradient of softmax takes off every gp. */
    static void means(float[] p, float[] gp, int from, int to, float[] inverseSum, float[] means) {
        FloatVector sum0 = FloatVector.broadcast(F, 0);
        FloatVector sum1 = FloatVector.broadcast(F, 0);
        for (int row = from; row < to; row++) {
            int at = row * COLUMNS;
            sum0 = FloatVector.fromArray(F, p, at).fma(FloatVector.fromArray(F, gp, at), sum0);
            sum1 = FloatVector.fromArray(F, p, at + LENGTH).fma(FloatVector.fromArray(F, gp, at + LENGTH), sum1);
        }
        sum0.mul(FloatVector.fromArray(F, inverseSum, 0)).intoArray(means, 0);
        sum1.mul(FloatVector.fromArray(F, inverseSum, LENGTH)).intoArray(means, LENGTH);
    }

    /** Replaces each gp by the gradient of the score, {@code p * inverseSum * (gp - mean)}. */
    static void gradients(float[] p, float[] gp, int from, int to, float[] inverseSum, float[] means) {
        for (int half = 0; half < COLUMNS; half += LENGTH) {
            FloatVector factor = FloatVector.fromArray(F, inverseSum, half);
            FloatVector mean = FloatVector.fromArray(F, means, half);
            for (int row = from; row < to; row++) {
                int at = row * COLUMNS + half;
                FloatVector difference = FloatVector.fromArray(F, gp, at).sub(mean);
                FloatVector.fromArray(F, p, at).mul(factor).mul(difference).intoArray(gp, at);
            }
        }
    }

    /** Each column's sum of {@code a * b}, where hidden elements, whose a is not finite, count nothing. */
    static void visibleDots(float[] a, float[] b, int from, int to, float[] sums) {
        for (int half = 0; half < COLUMNS; half += LENGTH) {
            FloatVector sum = FloatVector.broadcast(F, 0);
            for (int row = from; row < to; row++) {
                int at = row * COLUMNS + half;
                FloatVector v = FloatVector.fromArray(F, a, at);
                FloatVector seen = v.blend(0, v.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
                sum = seen.fma(FloatVector.fromArray(F, b, at), sum);
            }
            sum.intoArray(sums, half);
        }
    }
}
