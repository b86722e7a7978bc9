// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;

/**
 * The sums of {@link RowAttention} in plain Java, in the order of the Vector API's vectors. They are for kernels in machine code whose
 * vectors have another length, as on processors whose longest vectors the JVM does not use: the JVM may lack the compiler then that
 * makes the Vector API fast.
 */
final class SumsInOrder {
    private SumsInOrder() {}

    /** The products of a row with {@code count} rows of a matrix. */
    static void dots(MemorySegment query, long at, Operand k, int from, int count, int size, float[] p, int pAt) {
        float[] row = new float[size];
        float[] other = new float[size];
        float[] sums = new float[LENGTH];
        MemorySegment.copy(query, FLOAT, at, row, 0, size);
        for (int j = 0; j < count; j++) {
            MemorySegment.copy(k.segment(), FLOAT, k.at(from + j, 0), other, 0, size);
            p[pAt + j] = dot(row, other, size, sums);
        }
    }

    /** As {@link Lanes#sum} adds the sums up. */
    private static float dot(float[] a, float[] b, int size, float[] sums) {
        Arrays.fill(sums, 0);
        int end = size - size % LENGTH;
        for (int i = 0; i < end; i += LENGTH) {
            for (int lane = 0; lane < LENGTH; lane++) {
                sums[lane] = Math.fma(a[i + lane], b[i + lane], sums[lane]);
            }
        }
        for (int half = LENGTH / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        float sum = sums[0];
        for (int i = end; i < size; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /** The weighted sum of {@code count} rows of a matrix. */
    static void mix(MemorySegment result, long to, Operand v, int from, int count, int size, float[] p, int pAt) {
        float[] sums = new float[size];
        float[] row = new float[size];
        for (int j = 0; j < count; j++) {
            float weight = p[pAt + j];
            MemorySegment.copy(v.segment(), FLOAT, v.at(from + j, 0), row, 0, size);
            for (int i = 0; i < size; i++) {
                sums[i] = Math.fma(row[i], weight, sums[i]);
            }
        }
        MemorySegment.copy(sums, 0, result, FLOAT, to, size);
    }
}
