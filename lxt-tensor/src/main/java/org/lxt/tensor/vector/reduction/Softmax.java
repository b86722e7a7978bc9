// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.vector.element.Arithmetic;
import org.lxt.tensor.vector.element.Exponential;

/** Softmax of a row and its gradient. */
final class Softmax {
    private Softmax() {}

    /** A row of n elements. */
    static void row(MemorySegment d, long dAt, MemorySegment s, long sAt, int n) {
        exponentials(d, dAt, s, sAt, max(s, sAt, n), n);
        Arithmetic.scale(d, dAt, d, dAt, 1 / RowSums.sum(d, dAt, n), n);
    }

    /** The largest element; which of several NaNs or zeros does not matter here. */
    private static float max(MemorySegment s, long at, int n) {
        float max = s.get(FLOAT, at);
        int i = 0;
        if (n >= LENGTH) {
            FloatVector m = load(s, at);
            for (i = LENGTH; i <= n - LENGTH; i += LENGTH) {
                FloatVector v = load(s, at + 4L * i);
                m = m.blend(v, v.compare(VectorOperators.GT, m));
            }
            max = m.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            max = Math.max(max, s.get(FLOAT, at + 4L * i));
        }
        return max;
    }

    private static void exponentials(MemorySegment d, long dAt, MemorySegment s, long sAt, float max, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Exponential.exp(load(s, sAt + 4L * i).sub(max)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Exponential.exp(loadTail(s, sAt + 4L * i, n - i).sub(max)), d, dAt + 4L * i, n - i);
        }
    }

    /** {@code destination = p * (gp - sum of p * gp)}. */
    static void gradientRow(MemorySegment d, long dAt, MemorySegment p, long pAt, MemorySegment gp, long gpAt, int n) {
        float sum = RowSums.dot(p, pAt, gp, gpAt, n);
        Arithmetic.centred(d, dAt, p, pAt, gp, gpAt, sum, n);
    }
}
