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
        int bits = tiles.magnitudeBits();
        RowArithmetic arithmetic = tiles.arithmetic();
        if (arithmetic != null && tiles.bf16() == null) {
            StridedRows to = StridedRows.one(MemorySegment.ofArray(d), 4L * at);
            StridedRows from = StridedRows.one(MemorySegment.ofArray(x), 4L * xAt);
            StridedRows none = StridedRows.NONE;
            arithmetic.compute(RowOperation.MAGNITUDE, to, from, none, none, 0, 0, 1, size);
            return;
        }
        int i = 0;
        for (; arithmetic == null && i <= size - LENGTH; i += LENGTH) {
            FloatVector.fromArray(F, x, xAt + i)
                    .reinterpretAsInts()
                    .and(bits)
                    .reinterpretAsFloats()
                    .intoArray(d, at + i);
        }
        for (; i < size; i++) {
            d[at + i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[xAt + i]) & bits);
        }
    }
}
