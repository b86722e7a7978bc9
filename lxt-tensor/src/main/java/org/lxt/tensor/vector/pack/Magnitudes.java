// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.tile.Tiles;

/** Takes the signs away from what is packed. */
public final class Magnitudes {
    private Magnitudes() {}

    /** {@code size} floats of a panel, from {@code at} on, become their magnitudes. */
    public static void inPlace(Tiles tiles, float[] d, int at, int size) {
        run(tiles, d, at, d, at, size);
    }

    /** {@code size} floats of {@code d} from {@code at} on become the magnitudes of those of {@code x} from {@code xAt} on. */
    public static void run(Tiles tiles, float[] d, int at, float[] x, int xAt, int size) {
        RowArithmetic kernel = tiles.arithmetic();
        if (tiles.bf16() != null) {
            // two numbers in each float, which come with kernels in machine code: they have no operation for this
            each(d, at, x, xAt, size, tiles.magnitudeBits());
        } else if (kernel != null) {
            StridedRows magnitudes = StridedRows.one(MemorySegment.ofArray(d), 4L * at);
            StridedRows numbers = StridedRows.one(MemorySegment.ofArray(x), 4L * xAt);
            kernel.compute(
                    RowOperation.MAGNITUDE, magnitudes, numbers, StridedRows.NONE, StridedRows.NONE, 0, 0, 1, size);
        } else {
            byVectors(d, at, x, xAt, size, tiles.magnitudeBits());
        }
    }

    private static void byVectors(float[] d, int at, float[] x, int xAt, int size, int bits) {
        int i = 0;
        for (; i <= size - LENGTH; i += LENGTH) {
            FloatVector.fromArray(F, x, xAt + i)
                    .reinterpretAsInts()
                    .and(bits)
                    .reinterpretAsFloats()
                    .intoArray(d, at + i);
        }
        each(d, at + i, x, xAt + i, size - i, bits);
    }

    private static void each(float[] d, int at, float[] x, int xAt, int size, int bits) {
        for (int i = 0; i < size; i++) {
            d[at + i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[xAt + i]) & bits);
        }
    }
}
