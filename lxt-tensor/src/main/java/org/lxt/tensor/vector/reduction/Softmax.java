// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import static org.lxt.tensor.vector.hardware.Lanes.F;
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
import org.lxt.tensor.vector.hardware.Lanes;

/** Softmax of a row and its gradient. */
public final class Softmax {
    private Softmax() {}

    /** A row of {@code columns} elements of which {@code from .. to} are visible; the others become 0. */
    public static void row(MemorySegment d, long dAt, MemorySegment s, long sAt, int from, int to, int columns) {
        int first = Math.min(Math.max(from, 0), columns);
        int last = Math.max(first, to);
        d.asSlice(dAt, 4L * first).fill((byte) 0);
        d.asSlice(dAt + 4L * last, 4L * (columns - last)).fill((byte) 0);
        int n = last - first;
        if (n > 0) {
            long target = dAt + 4L * first;
            long source = sAt + 4L * first;
            float sum = exponentials(d, target, s, source, max(s, source, n), n);
            Arithmetic.scale(d, target, d, target, 1 / sum, n);
        }
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

    private static float exponentials(MemorySegment d, long dAt, MemorySegment s, long sAt, float max, int n) {
        FloatVector sum = FloatVector.broadcast(F, 0);
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector e = Exponential.exp(load(s, sAt + 4L * i).sub(max));
            sum = sum.add(e);
            store(e, d, dAt + 4L * i);
        }
        float total = Lanes.sum(sum);
        if (i < n) {
            storeTail(Exponential.exp(loadTail(s, sAt + 4L * i, n - i).sub(max)), d, dAt + 4L * i, n - i);
            for (; i < n; i++) {
                total += d.get(FLOAT, dAt + 4L * i);
            }
        }
        return total;
    }

    /** {@code destination = p * (gp - sum of p * gp)}. */
    public static void gradientRow(
            MemorySegment d, long dAt, MemorySegment p, long pAt, MemorySegment gp, long gpAt, int n) {
        float sum = RowSums.dot(p, pAt, gp, gpAt, n);
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(gp, gpAt + at).sub(sum).mul(load(p, pAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(loadTail(gp, gpAt + at, left).sub(sum).mul(loadTail(p, pAt + at, left)), d, dAt + at, left);
        }
    }
}
