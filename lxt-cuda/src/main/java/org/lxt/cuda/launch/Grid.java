// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

/**
 * How many blocks of how many threads run a kernel. Kernels stride over what is more than a grid has threads for, so the
 * sizes here are a matter of speed alone.
 *
 * @param x blocks, at most 2^31 - 1
 * @param y blocks, at most 65535
 * @param z blocks, at most 65535
 * @param blockX threads of a block
 * @param blockY threads of a block; the product of both is {@link #THREADS}
 */
public record Grid(int x, int y, int z, int blockX, int blockY) {
    /** Threads of every block: the kernels that share memory are written for so many. */
    public static final int THREADS = 256;

    private static final int MOST_ROWS = 65_535;
    private static final int MOST_BLOCKS = 1 << 16;

    /** What one thread does before it needs another one's help: enough that starting it costs little. */
    private static final int ELEMENTS_PER_THREAD = 4;

    /** Blocks of threads in a line. */
    static Grid of(int x, int y, int z) {
        return new Grid(x, y, z, THREADS, 1);
    }

    /** For a run of elements. */
    static Grid elements(long size) {
        return of(Math.clamp(Math.ceilDiv(size, THREADS * ELEMENTS_PER_THREAD), 1, MOST_BLOCKS), 1, 1);
    }

    /** A block for each item. */
    static Grid blocks(long items) {
        return of(Math.clamp(items, 1, MOST_BLOCKS), 1, 1);
    }

    /** For the elements of a matrix: threads side by side have columns side by side, whatever the shape. */
    static Grid matrix(long rows, long columns) {
        int across = 1;
        while (across < THREADS && across < columns) {
            across *= 2;
        }
        int down = THREADS / across;
        long x = Math.ceilDiv(columns, (long) across * ELEMENTS_PER_THREAD);
        long y = Math.ceilDiv(rows, down);
        return new Grid(Math.clamp(x, 1, MOST_BLOCKS), Math.clamp(y, 1, MOST_ROWS), 1, across, down);
    }
}
