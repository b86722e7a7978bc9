// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.vector.element.Exponential;

/**
 * Softmax and its gradient where each row belongs to a key and each column to a query: all queries go along
 * together, and none waits for a sum across lanes. Rows follow each other without gaps; as many columns as {@code max} and its
 * like have elements, a whole number of vectors.
 */
final class ScoreColumns {
    private ScoreColumns() {}

    /** Hides in one row all columns but {@code from .. to}. */
    static void hide(float[] s, int columns, int row, int from, int to) {
        int at = row * columns;
        for (int i = 0; i < Math.min(from, columns); i++) {
            s[at + i] = Float.NEGATIVE_INFINITY;
        }
        for (int i = Math.max(to, 0); i < columns; i++) {
            s[at + i] = Float.NEGATIVE_INFINITY;
        }
    }

    /**
     * The largest element of each column and the sink; each s becomes {@code exp(scale * (s - max))}; and one over each column's
     * sum, to which the sink counts.
     *
     * @param sink minus infinity if there is none
     */
    static void softmax(float[] s, int from, int to, float scale, float sink, float[] max, float[] inverseSum) {
        max(s, from, to, sink, max);
        ofSink(scale, sink, max, inverseSum);
        exponentials(s, from, to, scale, max, inverseSum);
    }

    private static void max(float[] s, int from, int to, float sink, float[] max) {
        int columns = max.length;
        for (int part = 0; part < columns; part += LENGTH) {
            FloatVector m = FloatVector.fromArray(F, s, from * columns + part);
            for (int row = from + 1; row < to; row++) {
                FloatVector v = FloatVector.fromArray(F, s, row * columns + part);
                m = m.blend(v, v.compare(VectorOperators.GT, m));
            }
            FloatVector v = FloatVector.broadcast(F, sink);
            m.blend(v, v.compare(VectorOperators.GT, m)).intoArray(max, part);
        }
    }

    /** What sums begin with. */
    private static void ofSink(float scale, float sink, float[] max, float[] sums) {
        for (int part = 0; part < max.length; part += LENGTH) {
            FloatVector shifted = FloatVector.broadcast(F, sink).sub(FloatVector.fromArray(F, max, part));
            Exponential.exp(shifted.mul(scale)).intoArray(sums, part);
        }
    }

    /** Sums go on from what they begin with, and are inverted. */
    private static void exponentials(float[] s, int from, int to, float scale, float[] max, float[] sums) {
        int columns = max.length;
        // one vector after the other: two exponentials in one loop are more than the compiler inlines
        for (int part = 0; part < columns; part += LENGTH) {
            FloatVector largest = FloatVector.fromArray(F, max, part);
            FloatVector sum = FloatVector.fromArray(F, sums, part);
            for (int row = from; row < to; row++) {
                int at = row * columns + part;
                FloatVector e = Exponential.exp(
                        FloatVector.fromArray(F, s, at).sub(largest).mul(scale));
                e.intoArray(s, at);
                sum = sum.add(e);
            }
            FloatVector.broadcast(F, 1).div(sum).intoArray(sums, part);
        }
    }

    /** Each column's {@code inverseSum * sum(p * gp)}: what the gradient of softmax takes off every gp. */
    static void means(float[] p, float[] gp, int from, int to, float[] inverseSum, float[] means) {
        int columns = means.length;
        for (int part = 0; part < columns; part += LENGTH) {
            FloatVector sum = FloatVector.broadcast(F, 0);
            for (int row = from; row < to; row++) {
                int at = row * columns + part;
                sum = FloatVector.fromArray(F, p, at).fma(FloatVector.fromArray(F, gp, at), sum);
            }
            sum.mul(FloatVector.fromArray(F, inverseSum, part)).intoArray(means, part);
        }
    }

    /** Replaces each gp by the gradient of the score, {@code p * inverseSum * (gp - mean)}. */
    static void gradients(float[] p, float[] gp, int from, int to, float[] inverseSum, float[] means) {
        int columns = means.length;
        for (int part = 0; part < columns; part += LENGTH) {
            FloatVector factor = FloatVector.fromArray(F, inverseSum, part);
            FloatVector mean = FloatVector.fromArray(F, means, part);
            for (int row = from; row < to; row++) {
                int at = row * columns + part;
                FloatVector difference = FloatVector.fromArray(F, gp, at).sub(mean);
                FloatVector.fromArray(F, p, at).mul(factor).mul(difference).intoArray(gp, at);
            }
        }
    }

    /** Each column's sum of {@code a * b}, where hidden elements, whose a is not finite, count nothing. */
    static void visibleDots(float[] a, float[] b, int from, int to, float[] sums) {
        int columns = sums.length;
        for (int part = 0; part < columns; part += LENGTH) {
            FloatVector sum = FloatVector.broadcast(F, 0);
            for (int row = from; row < to; row++) {
                int at = row * columns + part;
                FloatVector v = FloatVector.fromArray(F, a, at);
                FloatVector seen = v.blend(0, v.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
                sum = seen.fma(FloatVector.fromArray(F, b, at), sum);
            }
            sum.intoArray(sums, part);
        }
    }
}
