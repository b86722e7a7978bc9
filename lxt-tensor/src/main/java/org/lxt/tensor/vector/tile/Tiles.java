package org.lxt.tensor.vector.tile;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.processor.KernelChoice;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.weight.Encoding;

/** The tiles that products are computed in, and how the operands are laid out for them. */
public final class Tiles {
    /** Steps of the inner dimension in one slice: then a panel of either operand stays in the nearest cache. */
    public static final int DEPTH = 256;

    private final TileProduct product;
    private final @Nullable PanelMoves moves;
    private final int rows;
    private final int columns;

    private Tiles(TileProduct product, @Nullable PanelMoves moves) {
        this.product = product;
        this.moves = moves;
        this.rows = product.rows();
        this.columns = product.columns();
    }

    /** Those of kernels for this processor, or of the Vector API where there are none. */
    public static Tiles of(KernelChoice kernels) {
        return kernels.kernels(TileProduct.class)
                .filter(k -> k.columns() % Lanes.LENGTH == 0)
                .map(k -> new Tiles(k, kernels.kernels(PanelMoves.class).orElse(null)))
                .orElseGet(() -> new Tiles(new VectorTiles(), null));
    }

    /** Rows of a tile, and elements from one step to the next in a packed panel of rows. */
    public int rows() {
        return rows;
    }

    /** Columns of a tile, and elements from one step to the next in a packed panel of columns. */
    public int columns() {
        return columns;
    }

    /** Sums of a tile. */
    public int sums() {
        return rows * columns;
    }

    /** Elements of a packed panel of rows. Packing a whole vector of rows may write beyond the tile's last. */
    public int rowPanel() {
        return DEPTH * rows + Lanes.LENGTH;
    }

    /** Elements of a packed panel of columns. */
    public int columnPanel() {
        return DEPTH * columns;
    }

    /** Number of tiles one below the other that so many rows need. */
    public int down(int size) {
        return (size + rows - 1) / rows;
    }

    /** Number of tiles side by side that so many columns need. */
    public int across(int size) {
        return (size + columns - 1) / columns;
    }

    /** Number of slices that so many steps of the inner dimension need. */
    public static int slices(int inner) {
        return (inner + DEPTH - 1) / DEPTH;
    }

    /** The next multiple of {@code step}. */
    public static int roundUp(int size, int step) {
        return (size + step - 1) / step * step;
    }

    /** Moves to and from panels, if they are there and read this encoding; null if the Vector API is to do it. */
    public @Nullable PanelMoves moves(Encoding encoding) {
        return moves != null && moves.reads(encoding) ? moves : null;
    }

    /** {@code c += a b} for tiles one below the other; see {@link TileProduct#run}. */
    public void run(int all, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        product.run(all, depth, a, aAt, aStep, b, bAt, c, cAt);
    }
}
