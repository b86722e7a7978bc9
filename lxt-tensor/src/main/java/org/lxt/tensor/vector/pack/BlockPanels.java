// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.INT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.tile.Tiles.DEPTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.vector.block.BlockReader;
import org.lxt.tensor.vector.tile.Tiles;
import org.lxt.tensor.weight.Encoding;

/** Panels of the right operand of a product from a weight that is stored in blocks: widened run by run, while they are packed. */
final class BlockPanels {
    private BlockPanels() {}

    /** As {@link ColumnPanels#pack} does it, in float32 and not rounded. */
    static void pack(Operand b, int k, int depth, int column, int columns, Scratch scratch, float[][] d) {
        boolean upright = b.columnStride() == 1;
        WidenedRuns kernels = WidenedRuns.of(upright ? b : b.transpose(), scratch);
        if (kernels != null && upright) {
            kernels.copy(k, depth, column, columns, d);
        } else if (kernels != null) {
            kernels.turn(column, columns, k, depth, d);
        } else if (upright) {
            copied(b, k, depth, column, columns, scratch, d);
        } else {
            int width = scratch.tiles.columns();
            for (int j = 0; j < columns; j += LENGTH) {
                int some = Math.min(LENGTH, columns - j);
                turned(b, k, depth, column + j, some, d[j / width], j % width, width, scratch.strips);
            }
        }
    }

    /** Row by row over the columns of all panels: runs as long as they can be. */
    private static void copied(Operand b, int k, int depth, int column, int columns, Scratch scratch, float[][] d) {
        int width = scratch.tiles.columns();
        int[] row = scratch.widened;
        for (int i = 0; i < depth; i++) {
            BlockReader.bits(b.encoding(), b.segment(), b.index(k + i, column), columns, row, 0);
            for (int j = 0; j < columns; j += LENGTH) {
                IntVector.fromArray(I, row, j).reinterpretAsFloats().intoArray(d[j / width], i * width + j % width);
            }
        }
    }

    /** Each column is a run in memory; a vector's columns are turned together. */
    private static void turned(
            Operand b, int k, int depth, int column, int some, float[] d, int at, int width, int[] strips) {
        for (int j = 0; j < some; j++) {
            BlockReader.bits(b.encoding(), b.segment(), b.index(k, column + j), depth, strips, j * DEPTH);
        }
        for (int i = 0; i < depth; i += LENGTH) {
            Transpose.floats(strips, i, DEPTH, d, i * width + at, width);
        }
    }

    /** Panels of pairs of bfloat16, by way of float32 for one panel at a time. */
    static void packPairs(
            Operand b, int k, int depth, int column, int columns, Scratch scratch, Bf16Product product, float[][] d) {
        int width = scratch.tiles.columns();
        boolean upright = b.columnStride() == 1;
        Operand w = upright ? b : b.transpose();
        WidenedRuns kernels = WidenedRuns.of(w, scratch);
        for (int c = 0; c < columns; c += width) {
            int some = Math.min(width, columns - c);
            int row = upright ? k : column + c;
            int first = upright ? column + c : k;
            int runs = upright ? depth : some;
            int length = upright ? some : depth;
            int before = kernels == null ? 0 : kernels.before(first);
            int step = kernels == null ? length : Tiles.roundUp(before + length, BlockRuns.UNIT);
            MemorySegment memory = scratch.native32(runs * step);
            if (kernels == null) {
                widen(w, row, runs, first, length, memory);
            } else {
                kernels.widen(row, runs, first - before, step, memory);
            }
            long rowBytes = upright ? 4L * step : 4;
            long columnBytes = upright ? 4 : 4L * step;
            product.packColumns(Encoding.F32, memory, 4L * before, rowBytes, columnBytes, depth, some, d[c / width], 0);
        }
    }

    private static void widen(Operand w, int row, int rows, int column, int n, MemorySegment memory) {
        int[] run = new int[n];
        for (int i = 0; i < rows; i++) {
            BlockReader.bits(w.encoding(), w.segment(), w.index(row + i, column), n, run, 0);
            MemorySegment.copy(run, 0, memory, INT, 4L * i * n, n);
        }
    }
}
