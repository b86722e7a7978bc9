package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Tiles.COLUMNS;
import static org.lxt.tensor.vector.Tiles.DEPTH;
import static org.lxt.tensor.vector.Tiles.PANELS;
import static org.lxt.tensor.vector.Tiles.ROWS;

import org.lxt.tensor.host.Workers;

/**
 * {@code c = alpha a b + beta c} in blocks. A block of rows of a is packed once and read by all threads; a thread packs
 * a panel of b's columns and uses it for all those rows while it lies in the caches.
 *
 * <p>Each element of c is the sum over blocks of {@link Tiles#DEPTH} products, in order, whoever computes it.
 */
final class MatrixProduct {
    /** Rows that share a packed panel of b. */
    private static final int ROW_BLOCK = 512;

    /** Blocks of the inner dimension whose rows are packed at once: bounds what is kept of a. */
    private static final int DEPTH_BLOCKS = 22;

    /** Products below this many multiplications stay on the caller's thread. */
    private static final long SMALL = 100_000;

    /** Shares per thread: more than one, so that a thread that is held up does not hold up the others for long. */
    private static final int SHARES = 4;

    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;

    MatrixProduct(Workers workers, ThreadLocal<Scratch> scratches) {
        this.workers = workers;
        this.scratches = scratches;
    }

    /** The product; c must be float32 and nowhere the same memory as a or b. */
    void run(Operand c, Operand a, Operand b, float alpha, float beta) {
        int inner = a.columns();
        int blocks = (c.rows() + ROW_BLOCK - 1) / ROW_BLOCK;
        int blockRows = blocks == 0 ? 0 : roundUp((c.rows() + blocks - 1) / blocks, ROWS);
        for (int row = 0; row < c.rows(); row += blockRows) {
            int rows = Math.min(blockRows, c.rows() - row);
            for (int k = 0; k < inner; k += DEPTH_BLOCKS * DEPTH) {
                int depth = Math.min(DEPTH_BLOCKS * DEPTH, inner - k);
                new Block(c, a, b, alpha, k == 0 ? beta : 1, row, rows, k, depth).run();
            }
        }
    }

    /** Adds the products of {@code depth} columns of a to {@code rows} rows of c. */
    private final class Block {
        private final Operand c;
        private final Operand a;
        private final Operand b;
        private final float alpha;
        private final float beta;
        private final int row;
        private final int rows;
        private final int k;
        private final int depth;
        private final int rowTiles;
        private final int columnTiles;
        private final float[] packed;

        Block(Operand c, Operand a, Operand b, float alpha, float beta, int row, int rows, int k, int depth) {
            this.c = c;
            this.a = a;
            this.b = b;
            this.alpha = alpha;
            this.beta = beta;
            this.row = row;
            this.rows = rows;
            this.k = k;
            this.depth = depth;
            this.rowTiles = (rows + ROWS - 1) / ROWS;
            this.columnTiles = (c.columns() + COLUMNS - 1) / COLUMNS;
            int slices = (depth + DEPTH - 1) / DEPTH;
            this.packed = scratches.get().rows(slices * sliceSize());
        }

        /** Room for whole tiles, and for what packing may write behind the last row. */
        private int sliceSize() {
            return roundUp(rows, Math.max(ROWS, Lanes.LENGTH)) * DEPTH;
        }

        void run() {
            long work = (long) rows * depth * c.columns();
            int threads = work < SMALL ? 1 : workers.threads();
            int grain = Math.max(ROWS, Lanes.LENGTH);
            int grains = (rows + grain - 1) / grain;
            if (threads == 1) {
                pack(0, rows);
                share(0, rowTiles, 0, columnTiles);
                return;
            }
            int packers = Math.min(grains, threads);
            workers.run(packers, p -> pack(cut(grains, p, packers) * grain, cut(grains, p + 1, packers) * grain));
            int across = Math.min(columnTiles, SHARES * threads);
            int down = Math.min((rowTiles + 3) / 4, (SHARES * threads + across - 1) / across);
            workers.run(
                    across * down,
                    p -> share(
                            cut(rowTiles, p / across, down),
                            cut(rowTiles, p / across + 1, down),
                            cut(columnTiles, p % across, across),
                            cut(columnTiles, p % across + 1, across)));
        }

        private void pack(int from, int to) {
            float[] strips = scratches.get().strips;
            int last = Math.min(to, rows);
            for (int done = 0; done < depth; done += DEPTH) {
                int count = Math.min(DEPTH, depth - done);
                int at = done / DEPTH * sliceSize() + from * DEPTH;
                RowPanels.pack(a, row + from, last - from, k + done, count, packed, at, strips);
            }
        }

        /** Tiles {@code fromRow .. toRow} by {@code fromColumn .. toColumn}, one slice of the depth after the other. */
        private void share(int fromRow, int toRow, int fromColumn, int toColumn) {
            Scratch scratch = scratches.get();
            for (int done = 0; done < depth; done += DEPTH) {
                int count = Math.min(DEPTH, depth - done);
                int slice = done / DEPTH * sliceSize();
                float old = done == 0 ? beta : 1;
                for (int tile = fromColumn; tile < toColumn; tile += PANELS) {
                    int column = tile * COLUMNS;
                    int end = Math.min(c.columns(), Math.min(tile + PANELS, toColumn) * COLUMNS);
                    ColumnPanels.pack(b, k + done, count, column, end - column, scratch.columns, scratch.strips);
                    for (int panel = 0; column + panel * COLUMNS < end; panel++) {
                        panel(scratch, panel, column + panel * COLUMNS, count, slice, fromRow, toRow, old);
                    }
                }
            }
        }

        /** All tiles that a packed panel of b takes part in. */
        private void panel(
                Scratch scratch, int panel, int column, int count, int slice, int fromRow, int toRow, float old) {
            int columns = Math.min(COLUMNS, c.columns() - column);
            int vectors = Tiles.vectorsFor(columns);
            for (int r = fromRow; r < toRow; r++) {
                int first = r * ROWS;
                Tiles.run(vectors, count, packed, slice + first * DEPTH, scratch.columns[panel], scratch.tile);
                TileStore.store(
                        scratch.tile,
                        vectors * Lanes.LENGTH,
                        Math.min(ROWS, rows - first),
                        columns,
                        c.segment(),
                        c.at(row + first, column),
                        c.rowBytes(),
                        c.columnBytes(),
                        alpha,
                        old);
            }
        }
    }

    /** Where part {@code p} of {@code parts} begins. */
    private static int cut(int size, int p, int parts) {
        return (int) ((long) size * p / parts);
    }

    private static int roundUp(int size, int step) {
        return (size + step - 1) / step * step;
    }
}
