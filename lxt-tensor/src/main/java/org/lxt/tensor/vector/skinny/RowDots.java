// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.skinny.DotKernels.GROUP;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.tile.VectorTiles;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/**
 * {@code y = x W^T} for few rows of x, by dot products that read W where it is stored: what counts then is how fast
 * memory delivers W, and packing it would only add work.
 */
public final class RowDots {
    /** Rows of x up to which this is the faster way. */
    private static final int MOST_ROWS = VectorTiles.MANY_REGISTERS ? 24 : 4;

    private RowDots() {}

    /** Whether this is the way for so many rows of x and a weight stored so. */
    public static boolean suits(int rows, WeightData w) {
        return rows <= MOST_ROWS
                && w.columnStride() == 1
                && (w.encoding() == Encoding.BF16 || w.encoding() == Encoding.F32);
    }

    /** The product, shared among the threads. */
    public static void linear(HostBuffer y, HostBuffer x, int rows, WeightData w, Workers workers) {
        int groups = (w.rows() + GROUP - 1) / GROUP;
        workers.forRanges(groups, 1, (long) rows * w.columns() * GROUP, (from, to) -> {
            float[] sums = new float[4 * GROUP];
            for (int g = from; g < to; g++) {
                group(y.segment(), x.segment(), rows, w, g * GROUP, sums);
            }
        });
    }

    /** The products of all rows of x with four rows of W, or fewer at the end. */
    private static void group(MemorySegment y, MemorySegment x, int rows, WeightData w, int first, float[] sums) {
        Operand stored = Operand.of(w);
        int last = Math.min(first + GROUP, w.rows()) - 1;
        // an incomplete group takes its last row several times
        long p0 = stored.at(first, 0);
        long p1 = stored.at(Math.min(first + 1, last), 0);
        long p2 = stored.at(Math.min(first + 2, last), 0);
        long p3 = stored.at(last, 0);
        long rowBytes = 4L * w.columns();
        int together;
        for (int r = 0; r < rows; r += together) {
            together = VectorTiles.MANY_REGISTERS && rows - r >= 4 ? 4 : 1;
            DotKernels.run(
                    w.encoding(), together, x, r * rowBytes, rowBytes, w.segment(), p0, p1, p2, p3, w.columns(), sums);
            for (int i = 0; i < together; i++) {
                long to = 4 * ((long) (r + i) * w.rows() + first);
                MemorySegment.copy(sums, i * GROUP, y, FLOAT, to, last - first + 1);
            }
        }
    }
}
