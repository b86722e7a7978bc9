package org.lxt.tensor.vector.tile;

import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.vector.hardware.Lanes;

/** Products of panels by the Vector API, with the tile that suits this processor's registers. */
public final class VectorTiles implements TileProduct {
    /** With 32 registers the big tile; it spills, and is several times slower, where there are 16. */
    public static final boolean MANY_REGISTERS =
            Lanes.LENGTH == 16 || System.getProperty("os.arch", "").equals("aarch64");

    static final int ROWS = MANY_REGISTERS ? 12 : 4;
    static final int COLUMNS = 2 * Lanes.LENGTH;

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
        for (int done = 0, tile = 0; done < rows; done += ROWS, tile++) {
            one(rows - done, depth, a, aAt + tile * aStep, b, bAt, c, cAt + done * COLUMNS);
        }
    }

    /** One tile, of which at least the first {@code rows} rows are computed. */
    private static void one(int rows, int depth, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
        if (rows <= 4 || !MANY_REGISTERS) {
            Tile4x2.run(depth, a, at, b, bAt, c, cAt);
        } else if (rows <= 8) {
            Tile8x2.run(depth, a, at, b, bAt, c, cAt);
        } else {
            Tile12x2.run(depth, a, at, b, bAt, c, cAt);
        }
    }
}
