// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;

import java.lang.foreign.MemorySegment;

/** The first largest number, NaN being larger than all others. Plain loops over arrays, which all compilers compile well. */
public final class Maxima {
    private Maxima() {}

    /** Its position in a row. */
    public static int first(MemorySegment s, long at, int n) {
        float[] row = new float[n];
        MemorySegment.copy(s, FLOAT, at, row, 0, n);
        int best = 0;
        for (int i = 1; i < n; i++) {
            if (exceeds(row[i], row[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Values and positions for {@code n} columns of a matrix with rows of {@code inner} elements. */
    public static void down(
            MemorySegment values,
            MemorySegment positions,
            long to,
            MemorySegment s,
            long from,
            int length,
            int inner,
            int n) {
        float[] best = new float[n];
        float[] position = new float[n];
        float[] row = new float[n];
        MemorySegment.copy(s, FLOAT, from, best, 0, n);
        for (int j = 1; j < length; j++) {
            MemorySegment.copy(s, FLOAT, from + 4L * j * inner, row, 0, n);
            for (int i = 0; i < n; i++) {
                if (exceeds(row[i], best[i])) {
                    best[i] = row[i];
                    position[i] = j;
                }
            }
        }
        MemorySegment.copy(best, 0, values, FLOAT, to, n);
        MemorySegment.copy(position, 0, positions, FLOAT, to, n);
    }

    private static boolean exceeds(float a, float b) {
        return a > b || (Float.isNaN(a) && !Float.isNaN(b));
    }
}
