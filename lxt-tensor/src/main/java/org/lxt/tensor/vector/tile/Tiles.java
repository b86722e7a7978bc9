package org.lxt.tensor.vector.tile;

import org.lxt.tensor.vector.hardware.Lanes;

/** The tile that suits this processor's registers, and how the operands are laid out for it. */
public final class Tiles {
    /** Steps of the inner dimension in one slice: then a panel of either operand stays in the nearest cache. */
    public static final int DEPTH = 256;

    /** With 32 registers the big tile; it spills, and is several times slower, where there are 16. */
    public static final boolean MANY_REGISTERS =
            Lanes.LENGTH == 16 || System.getProperty("os.arch", "").equals("aarch64");

    /** Rows of a tile, and elements from one step to the next in a packed panel of rows. */
    public static final int ROWS = MANY_REGISTERS ? 12 : 4;

    /** Columns of a tile, and elements from one step to the next in a packed panel of columns. */
    public static final int COLUMNS = 2 * Lanes.LENGTH;

    /** Sums of a tile. */
    public static final int SUMS = ROWS * COLUMNS;

    /** Elements of a packed panel of rows. Packing a whole vector of rows may write beyond the tile's last. */
    public static final int ROW_PANEL = DEPTH * ROWS + Lanes.LENGTH;

    /** Elements of a packed panel of columns. */
    public static final int COLUMN_PANEL = DEPTH * COLUMNS;

    private Tiles() {}

    /** Number of tiles side by side that so many columns need. */
    public static int across(int columns) {
        return (columns + COLUMNS - 1) / COLUMNS;
    }

    /** The next multiple of {@code step}. */
    public static int roundUp(int size, int step) {
        return (size + step - 1) / step * step;
    }

    /** Number of slices that so many steps of the inner dimension need. */
    public static int slices(int inner) {
        return (inner + DEPTH - 1) / DEPTH;
    }

    /**
     * {@code c += a b} for one tile, of which at least the first {@code rows} rows are computed.
     *
     * <p>Each sum starts from its own load: sums that start as one shared zero are boxed.
     *
     * @param a for each step, {@link #ROWS} rows; the first at {@code at}
     * @param b for each step, {@link #COLUMNS} columns; the first at {@code bAt}
     * @param c rows of {@link #COLUMNS}, the first at {@code cAt}
     */
    public static void run(int rows, int depth, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
        if (rows <= 4 || !MANY_REGISTERS) {
            Tile4x2.run(depth, a, at, b, bAt, c, cAt);
        } else if (rows <= 8) {
            Tile8x2.run(depth, a, at, b, bAt, c, cAt);
        } else {
            Tile12x2.run(depth, a, at, b, bAt, c, cAt);
        }
    }
}
