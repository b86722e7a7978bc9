// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;

/** The kernels along an axis, as their definitions read. */
final class ScalarReductions implements ReductionKernels {
    @Override
    public void sum(Buffer destination, Buffer x, int outer, int length, int inner) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                double sum = 0;
                for (int j = 0; j < length; j++) {
                    sum += p.get(((long) o * length + j) * inner + i);
                }
                d.set((long) o * inner + i, sum);
            }
        }
    }

    @Override
    public void repeat(Buffer destination, Buffer x, int outer, int length, int inner) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < length; j++) {
                for (int i = 0; i < inner; i++) {
                    d.set(((long) o * length + j) * inner + i, p.get((long) o * inner + i));
                }
            }
        }
    }

    @Override
    public void max(Buffer values, Buffer positions, Buffer x, int outer, int length, int inner) {
        HostBuffer v = HostBuffer.of(values);
        HostBuffer at = HostBuffer.of(positions);
        HostBuffer p = HostBuffer.of(x);
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                long first = (long) o * length * inner + i;
                int best = 0;
                for (int j = 1; j < length; j++) {
                    if (exceeds(p.get(first + (long) j * inner), p.get(first + (long) best * inner))) {
                        best = j;
                    }
                }
                v.set((long) o * inner + i, p.get(first + (long) best * inner));
                at.set((long) o * inner + i, best);
            }
        }
    }

    private static boolean exceeds(double a, double b) {
        return a > b || (Double.isNaN(a) && !Double.isNaN(b));
    }

    @Override
    public void place(
            Buffer destination,
            Buffer x,
            Buffer positions,
            @Nullable Index positionRowsIndex,
            int rows,
            int outer,
            int length,
            int inner) {
        int @Nullable [] positionRows = HostIndex.valuesOrNone(positionRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        HostBuffer at = HostBuffer.of(positions);
        for (int r = 0; r < rows; r++) {
            long from = positionRows == null ? r : positionRows[r];
            for (int o = 0; o < outer; o++) {
                for (int j = 0; j < length; j++) {
                    for (int i = 0; i < inner; i++) {
                        long to = (((long) r * outer + o) * length + j) * inner + i;
                        boolean here = at.get((from * outer + o) * inner + i) == j;
                        d.set(to, here ? p.get(((long) r * outer + o) * inner + i) : 0);
                    }
                }
            }
        }
    }
}
