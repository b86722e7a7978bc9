// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.pack.Transpose;

/** Stores a strip of columns, as many as a tile has, as rows. */
final class TurnedStore {
    private TurnedStore() {}

    /**
     * Column i of the strip, times factor i, becomes row {@code row + i} of the head.
     *
     * @param strip {@code head.columns()} rows, each as long as {@code factors}
     * @param n columns that are stored
     */
    static void store(float[] strip, float[] factors, int n, Operand head, int row, Scratch scratch) {
        int size = head.columns();
        int step = (size + LENGTH - 1) / LENGTH * LENGTH;
        float[] turned = scratch.turned.ofSize(LENGTH * step);
        MemorySegment to = head.segment();
        for (int half = 0; half < n; half += LENGTH) {
            for (int d = 0; d < size; d += LENGTH) {
                scale(strip, d, Math.min(LENGTH, size - d), half, factors, scratch.strips);
                Transpose.floats(scratch.strips, 0, LENGTH, turned, d, step);
            }
            for (int i = 0; i < Math.min(LENGTH, n - half); i++) {
                MemorySegment.copy(turned, i * step, to, FLOAT, head.at(row + half + i, 0), size);
            }
        }
    }

    private static void scale(float[] strip, int first, int rows, int half, float[] factors, int[] bits) {
        int columns = factors.length;
        FloatVector factor = FloatVector.fromArray(F, factors, half);
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(F, strip, (first + i) * columns + half)
                    .mul(factor)
                    .reinterpretAsInts()
                    .intoArray(bits, i * LENGTH);
        }
    }
}
