package org.lxt.tensor.vector;

import static org.lxt.tensor.vector.Tiles.COLUMNS;
import static org.lxt.tensor.vector.Tiles.DEPTH;
import static org.lxt.tensor.vector.Tiles.ROWS;
import static org.lxt.tensor.vector.Tiles.ROW_PANEL;
import static org.lxt.tensor.vector.Tiles.SUMS;

import java.util.Arrays;
import org.lxt.tensor.host.Workers;

/**
 * {@code c = alpha a b + beta c} in blocks. A block of rows of a is packed once and read by all threads. A thread takes a
 * few panels of b's columns, packs one slice of them after the other and adds its products up in memory of its own,
 * which stays in the caches; c is touched once, at the end.
 *
 * <p>Each element of c is the sum over slices of {@link Tiles#DEPTH} products, in order, whoever computes it.
 */
final class MatrixProduct {
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
        int blocks = (c.rows() + Blocking.ROWS - 1) / Blocking.ROWS;
        int blockRows = blocks == 0 ? 0 : roundUp((c.rows() + blocks - 1) / blocks, ROWS);
        for (int row = 0; row < c.rows(); row += blockRows) {
            int rows = Math.min(blockRows, c.rows() - row);
            for (int k = 0; k < inner; k += Blocking.SLICES * DEPTH) {
                int depth = Math.min(Blocking.SLICES * DEPTH, inner - k);
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
            this.packed = scratches.get().rows.ofSize(slices * rowTiles * ROW_PANEL);
        }

        void run() {
            long work = (long) rows * depth * c.columns();
            int threads = work < SMALL ? 1 : workers.threads();
            int shares = threads == 1 ? 1 : SHARES * threads;
            int packers = Math.min(rowTiles, threads);
            workers.run(packers, p -> pack(cut(rowTiles, p, packers), cut(rowTiles, p + 1, packers)));
            int panels = Math.clamp(columnTiles / shares, 1, Blocking.PANELS);
            int across = Math.min(columnTiles, roundUp((columnTiles + panels - 1) / panels, threads));
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
            int[] strips = scratches.get().strips;
            for (int done = 0; done < depth; done += DEPTH) {
                int count = Math.min(DEPTH, depth - done);
                for (int tile = fromTile; tile < toTile; tile++) {
                    int first = tile * ROWS;
                    int some = Math.min(ROWS, rows - first);
                    RowPanels.pack(a, row + first, some, k + done, count, packed, panelAt(done, tile), strips);
                }
            }
        }

        private int panelAt(int done, int tile) {
            return (done / DEPTH * rowTiles + tile) * ROW_PANEL;
        }

        /** Tiles {@code fromRow .. toRow} by {@code fromColumn .. toColumn}. */
        private void share(int fromRow, int toRow, int fromColumn, int toColumn) {
            Scratch scratch = scratches.get();
            int column = fromColumn * COLUMNS;
            int columns = Math.min(c.columns(), toColumn * COLUMNS) - column;
            int tiles = (toRow - fromRow) * (toColumn - fromColumn);
            float[] sums = scratch.sums.ofSize(tiles * SUMS);
            Arrays.fill(sums, 0, tiles * SUMS, 0);
            for (int done = 0; done < depth; done += DEPTH) {
                int count = Math.min(DEPTH, depth - done);
                ColumnPanels.pack(b, k + done, count, column, columns, scratch);
                int at = 0;
                for (int panel = 0; panel < toColumn - fromColumn; panel++) {
                    for (int r = fromRow; r < toRow; r++) {
                        int left = rows - r * ROWS;
                        Tiles.run(left, count, packed, panelAt(done, r), scratch.columns[panel], 0, sums, at);
                        at += SUMS;
                    }
                }
            }
            store(sums, fromRow, toRow, fromColumn, toColumn);
        }

        private void store(float[] sums, int fromRow, int toRow, int fromColumn, int toColumn) {
            int at = 0;
            for (int panel = fromColumn; panel < toColumn; panel++) {
                int column = panel * COLUMNS;
                int columns = Math.min(COLUMNS, c.columns() - column);
                for (int r = fromRow; r < toRow; r++) {
                    int first = r * ROWS;
                    long to = c.at(row + first, column);
                    int some = Math.min(ROWS, rows - first);
                    TileStore.store(
                            sums, at, some, columns, c.segment(), to, c.rowBytes(), c.columnBytes(), alpha, beta);
                    at += SUMS;
                }
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
