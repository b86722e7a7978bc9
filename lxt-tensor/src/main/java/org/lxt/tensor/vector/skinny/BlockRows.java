// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.tile.VectorTiles;
import org.lxt.tensor.weight.WeightData;

/**
 * Products of few rows with a weight that is stored in blocks, whichever way round: each block is read once, widened into memory
 * that stays in the nearest cache, and multiplied by all rows there.
 */
public final class BlockRows {
    /** Rows up to which this is the faster way. */
    private static final int MOST_ROWS = VectorTiles.MANY_REGISTERS ? 24 : 4;

    private BlockRows() {}

    /** Whether this is the way for so many rows and a weight stored so. */
    public static boolean suits(int rows, WeightData w) {
        return w.encoding().isBlocked() && rows <= MOST_ROWS;
    }

    /** {@code y = x W^T}, shared among the threads. */
    public static void linear(HostBuffer y, HostBuffer x, int rows, WeightData w, Workers workers) {
        if (w.columnStride() == 1) {
            BlockDots.run(y.segment(), x.segment(), rows, w, w.rowStride(), w.rows(), w.columns(), workers);
        } else {
            BlockSums.run(y.segment(), x.segment(), rows, w, w.columnStride(), w.columns(), w.rows(), workers);
        }
    }

    /** {@code gx = gy W}, shared among the threads. */
    public static void linearGradient(HostBuffer gx, HostBuffer gy, int rows, WeightData w, Workers workers) {
        if (w.columnStride() == 1) {
            BlockSums.run(gx.segment(), gy.segment(), rows, w, w.rowStride(), w.rows(), w.columns(), workers);
        } else {
            BlockDots.run(gx.segment(), gy.segment(), rows, w, w.columnStride(), w.columns(), w.rows(), workers);
        }
    }
}
