// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.tile;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.weight.Encoding;

/** The tiles that products are computed in, and how the operands are laid out for them. */
public final class Tiles {
    /** Steps of the inner dimension in one slice: then a panel of either operand stays in the nearest cache. */
    public static final int DEPTH = 256;

    /** All bits of a float but its sign, and all bits of two bfloat16 but their signs. */
    private static final int MAGNITUDE = 0x7fffffff;

    private static final int MAGNITUDES = 0x7fff7fff;

    private final TileProduct product;
    private final @Nullable PanelMoves moves;
    private final KernelChoice kernels;
    private final @Nullable RowArithmetic arithmetic;
    private final @Nullable Bf16Product bf16;
    private final boolean rounding;
    private final int rows;
    private final int columns;

    private Tiles(
            TileProduct product,
            @Nullable PanelMoves moves,
            KernelChoice kernels,
            @Nullable Bf16Product bf16,
            boolean rounding) {
        this.product = product;
        this.kernels = kernels;
        this.moves = moves;
        this.arithmetic = kernels.kernels(RowArithmetic.class).orElse(null);
        this.bf16 = bf16;
        this.rounding = rounding;
        this.rows = bf16 == null ? product.rows() : bf16.rows();
        this.columns = bf16 == null ? product.columns() : bf16.columns();
    }

    /** Those of kernels for this processor, or of the Vector API where there are none: products of float32. */
    public static Tiles of(KernelChoice kernels) {
        return kernels.kernels(TileProduct.class)
                .filter(k -> k.columns() % Lanes.LENGTH == 0)
                .map(k -> new Tiles(k, kernels.kernels(PanelMoves.class).orElse(null), kernels, null, false))
                .orElseGet(() -> new Tiles(new VectorTiles(), null, kernels, null, false));
    }

    /** The same for operands that are rounded to this precision. */
    public Tiles rounded(KernelChoice kernels, Precision precision) {
        return switch (precision) {
            case FLOAT32 -> this;
            case BF16 -> {
                Bf16Product own = kernels.kernels(Bf16Product.class)
                        .filter(k -> k.columns() % Lanes.LENGTH == 0)
                        .orElse(null);
                yield new Tiles(product, moves, kernels, own, own == null);
            }
            case TF32 -> throw new IllegalArgumentException("no tiles are of tf32");
        };
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

    /** Elements of a row in one slice of the inner dimension. */
    public int depth() {
        return bf16 == null ? DEPTH : 2 * DEPTH;
    }

    /** Number of slices that so many elements of the inner dimension need. */
    public int slices(int inner) {
        return (inner + depth() - 1) / depth();
    }

    /** Floats that a packed panel has for each row or column of so many elements. */
    public int floats(int depth) {
        return bf16 == null ? depth : roundUp(depth, bf16.together()) / 2;
    }

    /** Floats of a kept panel of columns of so many elements: packing by vectors writes two of them at a time. */
    public int columnPanel(int depth) {
        return columns * (bf16 == null ? roundUp(depth, 2 * Lanes.LENGTH) : floats(depth));
    }

    /** The bits of a packed float that say how large its numbers are. */
    public int magnitudeBits() {
        return bf16 == null ? MAGNITUDE : MAGNITUDES;
    }

    /** Whether panels of float32 are rounded to bfloat16 after they are packed. */
    public boolean rounding() {
        return rounding;
    }

    /** Whether both operands are rounded to bfloat16, in whatever way. */
    public boolean areOfBf16() {
        return rounding || bf16 != null;
    }

    /** What packs and multiplies pairs of bfloat16; null if panels are of float32. */
    public @Nullable Bf16Product bf16() {
        return bf16;
    }

    /** The next multiple of {@code step}. */
    public static int roundUp(int size, int step) {
        return (size + step - 1) / step * step;
    }

    /** Moves to and from panels, if they are there and read this encoding; null if the Vector API is to do it. */
    public @Nullable PanelMoves moves(Encoding encoding) {
        return moves != null && moves.reads(encoding) ? moves : null;
    }

    /** What widens blocks of an encoding, likewise. */
    public @Nullable BlockRuns widening(Encoding encoding) {
        return kernels.widening(encoding);
    }

    /** Arithmetic on what is packed; null if the Vector API is to do it. */
    public @Nullable RowArithmetic arithmetic() {
        return arithmetic;
    }

    /** {@code c += a b} for tiles one below the other; see {@link TileProduct#run} and {@link Bf16Product#run}. */
    public void run(int all, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        if (bf16 == null) {
            product.run(all, depth, a, aAt, aStep, b, bAt, c, cAt);
        } else {
            bf16.run(all, depth, a, aAt, aStep, b, bAt, c, cAt);
        }
    }
}
