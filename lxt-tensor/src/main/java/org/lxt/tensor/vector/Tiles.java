package org.lxt.tensor.vector;

/** The tile that suits this processor's registers, and the blocking around it. */
final class Tiles {
    /** Steps of the inner dimension in one block: then a panel of either operand stays in the nearest caches. */
    static final int DEPTH = 384;

    /** With 32 registers the big tile; it spills, and is several times slower, where there are 16. */
    static final boolean MANY_REGISTERS =
            Lanes.LENGTH == 16 || System.getProperty("os.arch", "").equals("aarch64");

    /** Rows of a tile. */
    static final int ROWS = MANY_REGISTERS ? 8 : 4;

    /** Vectors across a tile. */
    static final int VECTORS = MANY_REGISTERS ? 3 : 2;

    /** Columns of a tile. */
    static final int COLUMNS = VECTORS * Lanes.LENGTH;

    /** Elements of a packed panel: the columns of a tile. */
    static final int PANEL = DEPTH * COLUMNS;

    /** Panels packed in one go: longer runs of memory are read faster. */
    static final int PANELS = 4;

    private Tiles() {}

    /** Vectors across the tile that is just wide enough for so many columns. */
    static int vectorsFor(int columns) {
        return Math.min(VECTORS, (columns + Lanes.LENGTH - 1) / Lanes.LENGTH);
    }

    /**
     * {@code out = a b} for one tile: {@link #ROWS} rows of a are {@link #DEPTH} apart, the first at {@code at}; b and
     * out hold rows as wide as the tile.
     *
     * <p>The sums start as the first product, each its own: sums that start as one shared zero are boxed.
     */
    static void run(int vectors, int depth, float[] a, int at, float[] b, float[] out) {
        if (MANY_REGISTERS) {
            switch (vectors) {
                case 3 -> Tile8x3.run(depth, a, at, b, out);
                case 2 -> Tile8x2.run(depth, a, at, b, out);
                default -> Tile8x1.run(depth, a, at, b, out);
            }
        } else if (vectors == 2) {
            Tile4x2.run(depth, a, at, b, out);
        } else {
            Tile4x1.run(depth, a, at, b, out);
        }
    }
}
