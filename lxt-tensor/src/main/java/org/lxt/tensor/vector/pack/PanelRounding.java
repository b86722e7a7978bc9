// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.element.Rounding;
import org.lxt.tensor.vector.tile.Tiles;

/** Rounds what is packed to bfloat16. */
final class PanelRounding {
    private PanelRounding() {}

    /** Rounds {@code size} floats of a panel, from {@code at} on. */
    static void inPlace(Tiles tiles, float[] d, int at, int size) {
        RowArithmetic arithmetic = tiles.arithmetic();
        if (arithmetic == null) {
            Rounding.inPlace(d, at, size);
            return;
        }
        StridedRows floats = StridedRows.one(MemorySegment.ofArray(d), 4L * at);
        StridedRows none = StridedRows.NONE;
        arithmetic.compute(RowOperation.ROUND, floats, floats, none, none, 0, 0, 1, size);
    }
}
