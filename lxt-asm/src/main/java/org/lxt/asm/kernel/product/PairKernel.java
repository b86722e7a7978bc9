// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.weight.Encoding;

/** Products of pairs of bfloat16 by AVX512-BF16: the tiles of float32 with another instruction, which takes two steps at once. */
public final class PairKernel implements Bf16Product {
    private static final int TOGETHER = 2;

    private final TileKernel tiles;
    private final PairPanels rows;
    private final PairPanels columns;

    /** Writes and loads the code, for registers of 512 bits. */
    public PairKernel(TileShape shape) {
        this.tiles = new TileKernel(shape, true);
        this.rows = new PairPanels(shape.rows(), TOGETHER);
        this.columns = new PairPanels(shape.columns(), TOGETHER);
    }

    @Override
    public int rows() {
        return tiles.rows();
    }

    @Override
    public int columns() {
        return tiles.columns();
    }

    @Override
    public int together() {
        return TOGETHER;
    }

    @Override
    public void packRows(
            Encoding encoding,
            MemorySegment s,
            long at,
            long rowBytes,
            long stepBytes,
            int count,
            int depth,
            float[] d,
            int dAt) {
        rows.pack(encoding, s, at, rowBytes, stepBytes, count, depth, d, dAt);
    }

    @Override
    public void packColumns(
            Encoding encoding,
            MemorySegment s,
            long at,
            long stepBytes,
            long columnBytes,
            int depth,
            int count,
            float[] d,
            int dAt) {
        columns.pack(encoding, s, at, columnBytes, stepBytes, count, depth, d, dAt);
    }

    @Override
    public void run(int count, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        tiles.run(count, PairPanels.floats(depth, TOGETHER), a, aAt, aStep, b, bAt, c, cAt);
    }
}
