package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Lanes.LENGTH;
import static org.lxt.tensor.vector.Tiles.COLUMNS;
import static org.lxt.tensor.vector.Tiles.DEPTH;
import static org.lxt.tensor.vector.Tiles.PANEL;
import static org.lxt.tensor.vector.Tiles.PANELS;
import static org.lxt.tensor.vector.Tiles.ROWS;

/** What one thread packs into; kept from call to call. Arrays, because from these the tiles load fastest. */
final class Scratch {
    /** Panels of the right operand. An array each: with an offset into a common one the tiles are slower. */
    final float[][] columns = new float[PANELS][PANEL];

    /** The result of a tile. */
    final float[] tile = new float[ROWS * COLUMNS];

    /** Rows on their way to be transposed. */
    final float[] strips = new float[LENGTH * DEPTH];

    /** Rows of the left operand that this thread packed and others read too. */
    private float[] rows = new float[0];

    float[] rows(int size) {
        if (rows.length < size) {
            rows = new float[size];
        }
        return rows;
    }
}
