// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import static org.lxt.tensor.vector.hardware.Lanes.BYTES;
import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.hardware.Lanes;

/** Sums along a row, in an order that its length alone decides. */
public final class RowSums {
    private RowSums() {}

    /** Four running sums: an addition takes as long as four vectors take to arrive. */
    public static float dot(MemorySegment a, long aAt, MemorySegment b, long bAt, int n) {
        FloatVector s0 = FloatVector.broadcast(F, 0);
        FloatVector s1 = FloatVector.broadcast(F, 0);
        FloatVector s2 = FloatVector.broadcast(F, 0);
        FloatVector s3 = FloatVector.broadcast(F, 0);
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            long p = aAt + 4L * i;
            long q = bAt + 4L * i;
            s0 = load(a, p).fma(load(b, q), s0);
            s1 = load(a, p + BYTES).fma(load(b, q + BYTES), s1);
            s2 = load(a, p + 2L * BYTES).fma(load(b, q + 2L * BYTES), s2);
            s3 = load(a, p + 3L * BYTES).fma(load(b, q + 3L * BYTES), s3);
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            s0 = load(a, aAt + 4L * i).fma(load(b, bAt + 4L * i), s0);
        }
        if (i < n) {
            s1 = loadTail(a, aAt + 4L * i, n - i).fma(loadTail(b, bAt + 4L * i, n - i), s1);
        }
        return Lanes.sum(s0.add(s1).add(s2.add(s3)));
    }

    /** The same for a plain sum. */
    public static float sum(MemorySegment a, long aAt, int n) {
        FloatVector s0 = FloatVector.broadcast(F, 0);
        FloatVector s1 = FloatVector.broadcast(F, 0);
        FloatVector s2 = FloatVector.broadcast(F, 0);
        FloatVector s3 = FloatVector.broadcast(F, 0);
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            long p = aAt + 4L * i;
            s0 = s0.add(load(a, p));
            s1 = s1.add(load(a, p + BYTES));
            s2 = s2.add(load(a, p + 2L * BYTES));
            s3 = s3.add(load(a, p + 3L * BYTES));
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            s0 = s0.add(load(a, aAt + 4L * i));
        }
        if (i < n) {
            s1 = s1.add(loadTail(a, aAt + 4L * i, n - i));
        }
        return Lanes.sum(s0.add(s1).add(s2.add(s3)));
    }
}
