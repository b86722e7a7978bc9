// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.matrix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Blocking;
import org.lxt.tensor.vector.pack.ColumnPanels;
import org.lxt.tensor.vector.pack.KeptPanels;
import org.lxt.tensor.vector.pack.Magnitudes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.RowPanels;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.TileStore;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * {@code c = alpha a b + beta c} in blocks. A block of rows of a is packed once and read by all threads. A thread takes a
 * few panels of b's columns, packs one slice of them after the other and adds its products up in memory of its own,
 * which stays in the caches; c is touched once, at the end.
 *
 * <p>Each element of c is the sum over slices of {@link Tiles#depth} products, in order, whoever computes it.
 */
public final class MatrixProduct {
    /** Products below this many multiplications stay on the caller's thread. */
    private static final long SMALL = 100_000;

    /** Shares per thread: more than one, so that a thread that is held up does not hold up the others for long. */
    private static final int SHARES = 4;

    private final Tiles tiles;
    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;

    /** Products on these threads, each of which packs into its scratch. */
    public MatrixProduct(Tiles tiles, Workers workers, ThreadLocal<Scratch> scratches) {
        this.tiles = tiles;
        this.workers = workers;
        this.scratches = scratches;
    }

    /** The tiles that it computes in. */
    public Tiles tiles() {
        return tiles;
    }

    /**
     * One of the products that share a pass over b.
     *
     * @param c the result
     * @param a the left operand
     * @param ofMagnitudes whether the elements of a are to be replaced by their magnitudes
     */
    private record Side(Operand c, Operand a, boolean ofMagnitudes) {}

    /** The product; c must be float32 and nowhere the same memory as a or b. */
    public void run(Operand c, Operand a, Operand b, float alpha, float beta) {
        run(List.of(new Side(c, a, false)), b, null, alpha, beta);
    }

    /** {@code c = a b}, where the packed panels of b are kept if {@code kept} is not null. */
    public void run(Operand c, Operand a, Operand b, @Nullable KeptPanels kept) {
        run(List.of(new Side(c, a, false)), b, kept, 1, 0);
    }

    /** {@code c = a b} and {@code magnitude = |a| |b|}: b is packed once for both. */
    void runWithMagnitudes(Operand c, Operand magnitude, Operand a, Operand b, @Nullable KeptPanels kept) {
        run(List.of(new Side(c, a, false), new Side(magnitude, a, true)), b, kept, 1, 0);
    }

    /** {@code c = a b} and {@code other = signed |b|}: b is packed once for both. */
    void runBesideMagnitudes(
            Operand c, Operand a, Operand other, Operand signed, Operand b, @Nullable KeptPanels kept) {
        run(List.of(new Side(c, a, false), new Side(other, signed, false)), b, kept, 1, 0);
    }

    /** The first side is multiplied by b, a second one by the magnitudes of b. */
    private void run(List<Side> sides, Operand b, @Nullable KeptPanels kept, float alpha, float beta) {
        int all = sides.getFirst().c().rows();
        int inner = b.rows();
        int blocks = (all + Blocking.ROWS - 1) / Blocking.ROWS;
        int blockRows = blocks == 0 ? 0 : Tiles.roundUp((all + blocks - 1) / blocks, tiles.rows());
        for (int row = 0; row < all; row += blockRows) {
            int rows = Math.min(blockRows, all - row);
            int together = Blocking.SLICES * tiles.depth();
            for (int k = 0; k < inner; k += together) {
                int depth = Math.min(together, inner - k);
                new Block(sides, b, kept, alpha, k == 0 ? beta : 1, row, rows, k, depth).run();
            }
        }
    }

    /** Adds the products of {@code depth} columns of a to {@code rows} rows of c, on each side. */
    private final class Block {
        private final List<Side> sides;
        private final Operand b;
        private final @Nullable KeptPanels kept;
        private final float alpha;
        private final float beta;
        private final int row;
        private final int rows;
        private final int k;
        private final int depth;
        private final int rowTiles;
        private final int columnTiles;
        private final int slices;
        private final float[] packed;

        Block(
                List<Side> sides,
                Operand b,
                @Nullable KeptPanels kept,
                float alpha,
                float beta,
                int row,
                int rows,
                int k,
                int depth) {
            this.sides = sides;
            this.b = b;
            this.kept = kept;
            this.alpha = alpha;
            this.beta = beta;
            this.row = row;
            this.rows = rows;
            this.k = k;
            this.depth = depth;
            this.rowTiles = tiles.down(rows);
            this.columnTiles = tiles.across(b.columns());
            this.slices = tiles.slices(depth);
            this.packed = scratches.get().rows.ofSize(sides.size() * slices * rowTiles * tiles.rowPanel());
        }

        void run() {
            long work = (long) rows * depth * b.columns() * sides.size();
            int threads = work < SMALL ? 1 : workers.threads();
            int shares = threads == 1 ? 1 : SHARES * threads;
            int packers = Math.min(rowTiles, threads);
            workers.run(packers, p -> pack(cut(rowTiles, p, packers), cut(rowTiles, p + 1, packers)));
            int panels = Math.clamp(columnTiles / shares, 1, Math.max(1, Blocking.panels(tiles) / sides.size()));
            int across = Math.min(columnTiles, Tiles.roundUp((columnTiles + panels - 1) / panels, threads));
            int down = Math.clamp((shares + across - 1) / across, 1, (rowTiles + 3) / 4);
            workers.run(across * down, p -> {
                int column = p % across;
                int row = p / across;
                share(
                        cut(rowTiles, row, down),
                        cut(rowTiles, row + 1, down),
                        cut(columnTiles, column, across),
                        cut(columnTiles, column + 1, across));
            });
        }

        private void pack(int fromTile, int toTile) {
            Scratch scratch = scratches.get();
            for (int side = 0; side < sides.size(); side++) {
                for (int done = 0; done < depth; done += tiles.depth()) {
                    int count = Math.min(tiles.depth(), depth - done);
                    for (int tile = fromTile; tile < toTile; tile++) {
                        pack(side, done, count, tile, scratch);
                    }
                }
            }
        }

        private void pack(int side, int done, int count, int tile, Scratch scratch) {
            Side packing = sides.get(side);
            int first = tile * tiles.rows();
            int some = Math.min(tiles.rows(), rows - first);
            int at = panelAt(side, done, tile);
            RowPanels.pack(packing.a(), row + first, some, k + done, count, packed, at, scratch);
            if (packing.ofMagnitudes()) {
                Magnitudes.inPlace(tiles, packed, at, tiles.floats(count) * tiles.rows());
            }
        }

        private int panelAt(int side, int done, int tile) {
            return ((side * slices + done / tiles.depth()) * rowTiles + tile) * tiles.rowPanel();
        }

        /** Tiles {@code fromRow .. toRow} by {@code fromColumn .. toColumn}. */
        private void share(int fromRow, int toRow, int fromColumn, int toColumn) {
            Scratch scratch = scratches.get();
            int column = fromColumn * tiles.columns();
            int columns = Math.min(b.columns(), toColumn * tiles.columns()) - column;
            int room = (toRow - fromRow) * (toColumn - fromColumn) * tiles.sums();
            float[] sums = scratch.sums.zeroed(sides.size() * room);
            for (int done = 0; done < depth; done += tiles.depth()) {
                int count = Math.min(tiles.depth(), depth - done);
                float[][] packedColumns = packed(k + done, count, column, columns, scratch);
                for (int side = 0; side < sides.size(); side++) {
                    int at = side * room;
                    for (int panel = 0; panel < toColumn - fromColumn; panel++) {
                        float[] panelColumns = packedColumns[panel];
                        if (side > 0) {
                            int floats = tiles.floats(count) * tiles.columns();
                            Magnitudes.run(tiles, scratch.columns[panel], 0, panelColumns, 0, floats);
                            panelColumns = scratch.columns[panel];
                        }
                        int all = Math.min(toRow * tiles.rows(), rows) - fromRow * tiles.rows();
                        int first = panelAt(side, done, fromRow);
                        tiles.run(all, count, packed, first, tiles.rowPanel(), panelColumns, 0, sums, at);
                        at += (toRow - fromRow) * tiles.sums();
                    }
                }
            }
            for (int side = 0; side < sides.size(); side++) {
                store(sides.get(side).c(), sums, side * room, fromRow, toRow, fromColumn, toColumn);
            }
        }

        private float[][] packed(int step, int count, int column, int columns, Scratch scratch) {
            if (kept != null) {
                kept.get(b, step, count, column, columns, scratch, scratch.keptColumns);
                return scratch.keptColumns;
            }
            ColumnPanels.pack(b, step, count, column, columns, scratch, scratch.columns);
            return scratch.columns;
        }

        /** A panel's tiles lie one below the other, so their rows follow each other. */
        private void store(Operand c, float[] sums, int from, int fromRow, int toRow, int fromColumn, int toColumn) {
            int first = fromRow * tiles.rows();
            int all = Math.min(toRow * tiles.rows(), rows) - first;
            int at = from;
            for (int panel = fromColumn; panel < toColumn; panel++) {
                int column = panel * tiles.columns();
                int columns = Math.min(tiles.columns(), c.columns() - column);
                TileStore.store(
                        tiles,
                        sums,
                        at,
                        all,
                        columns,
                        c.segment(),
                        c.at(row + first, column),
                        c.rowBytes(),
                        c.columnBytes(),
                        alpha,
                        beta);
                at += (toRow - fromRow) * tiles.sums();
            }
        }
    }

    /** Where part {@code p} of {@code parts} begins. */
    private static int cut(int size, int p, int parts) {
        return (int) ((long) size * p / parts);
    }
}
