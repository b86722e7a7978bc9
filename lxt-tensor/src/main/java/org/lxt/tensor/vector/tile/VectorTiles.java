// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.tile;

import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.vector.hardware.Lanes;

/** Products of panels by the Vector API, with the tile that suits this processor's registers. */
public final class VectorTiles implements TileProduct {
    /** With 32 registers the big tile; it spills, and is several times slower, where there are 16. */
    public static final boolean MANY_REGISTERS =
            Lanes.LENGTH == 16 || System.getProperty("os.arch", "").equals("aarch64");

    static final int ROWS = MANY_REGISTERS ? 12 : Tile2x6.ROWS;
    static final int COLUMNS = (MANY_REGISTERS ? 2 : Tile2x6.VECTORS) * Lanes.LENGTH;

    /** Steps that all tiles take before the next ones: what they read of the wide panel then stays in 32 KB. */
    private static final int NEAR = 128;

    /** Creates them; they have no state. */
    VectorTiles() {}

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        if (MANY_REGISTERS) {
            for (int done = 0, at = aAt; done < rows; done += ROWS, at += aStep) {
                tall(rows - done, depth, a, at, b, bAt, c, cAt + done * COLUMNS);
            }
        } else {
            for (int k = 0; k < depth; k += NEAR) {
                int steps = Math.min(NEAR, depth - k);
                for (int done = 0, at = aAt + k * ROWS; done < rows; done += ROWS, at += aStep) {
                    Tile2x6.run(steps, a, at, b, bAt + k * COLUMNS, c, cAt + done * COLUMNS);
                }
            }
        }
    }

    /** One tile of twelve rows, of which at least the first {@code rows} are computed. */
    private static void tall(int rows, int depth, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
        if (rows <= 4) {
            Tile4x2.run(depth, a, at, b, bAt, c, cAt);
        } else if (rows <= 8) {
            Tile8x2.run(depth, a, at, b, bAt, c, cAt);
        } else {
            Tile12x2.run(depth, a, at, b, bAt, c, cAt);
        }
    }
}
