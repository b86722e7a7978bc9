// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Sums down the columns of a matrix, in an order that the number of rows alone decides. */
public final class ColumnSums {
    /** Rows whose sum is added as one number: roundings grow with the larger of this and the number of such parts. */
    static final int PART = 64;

    private ColumnSums() {}

    /**
     * Sums {@code n} columns.
     *
     * @param inner elements from one row to the next
     */
    static void run(MemorySegment d, long dAt, MemorySegment s, long sAt, int rows, int inner, int n) {
        long step = 4L * inner;
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector total = FloatVector.broadcast(F, 0);
            for (int first = 0; first < rows; first += PART) {
                int end = Math.min(rows, first + PART);
                FloatVector even = FloatVector.broadcast(F, 0);
                FloatVector odd = FloatVector.broadcast(F, 0);
                int j = first;
                for (; j < end - 1; j += 2) {
                    even = even.add(load(s, sAt + 4L * i + j * step));
                    odd = odd.add(load(s, sAt + 4L * i + (j + 1) * step));
                }
                if (j < end) {
                    even = even.add(load(s, sAt + 4L * i + j * step));
                }
                total = total.add(even.add(odd));
            }
            store(total, d, dAt + 4L * i);
        }
        if (i < n) {
            int left = n - i;
            FloatVector total = FloatVector.broadcast(F, 0);
            for (int first = 0; first < rows; first += PART) {
                int end = Math.min(rows, first + PART);
                FloatVector even = FloatVector.broadcast(F, 0);
                FloatVector odd = FloatVector.broadcast(F, 0);
                int j = first;
                for (; j < end - 1; j += 2) {
                    even = even.add(loadTail(s, sAt + 4L * i + j * step, left));
                    odd = odd.add(loadTail(s, sAt + 4L * i + (j + 1) * step, left));
                }
                if (j < end) {
                    even = even.add(loadTail(s, sAt + 4L * i + j * step, left));
                }
                total = total.add(even.add(odd));
            }
            storeTail(total, d, dAt + 4L * i, left);
        }
    }
}
