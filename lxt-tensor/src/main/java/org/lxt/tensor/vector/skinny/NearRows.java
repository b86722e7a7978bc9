// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.tile.VectorTiles;
import org.lxt.tensor.weight.WeightData;

/**
 * Products of few rows with a weight, whichever way round it is stored: each element is read once, widened into memory that stays in
 * the nearest cache, and multiplied by all rows there. It is the way for weights in blocks, and with 16 registers for all weights
 * from a few rows on, where widening in registers again for every row takes longer.
 */
public final class NearRows {
    /** Rows up to which this is the faster way for weights in blocks. */
    private static final int MOST_OF_BLOCKS = VectorTiles.MANY_REGISTERS ? 24 : 4;

    /** The same for other weights, with 16 registers (docs/adr/0037): measured. */
    private static final int MOST_OF_DOTS = 48;

    private static final int MOST_OF_SUMS = 24;

    private NearRows() {}

    /** Whether {@link #linear} is the way for so many rows and a weight stored so. */
    public static boolean suitsLinear(int rows, WeightData w) {
        return w.columnStride() == 1 ? suitsDots(rows, w) : w.rowStride() == 1 && suitsSums(rows, w);
    }

    /** Whether {@link #linearGradient} is. */
    public static boolean suitsGradient(int rows, WeightData w) {
        return w.columnStride() == 1 ? suitsSums(rows, w) : w.rowStride() == 1 && suitsDots(rows, w);
    }

    private static boolean suitsDots(int rows, WeightData w) {
        return suits(rows, w, MOST_OF_DOTS);
    }

    private static boolean suitsSums(int rows, WeightData w) {
        return suits(rows, w, MOST_OF_SUMS);
    }

    private static boolean suits(int rows, WeightData w, int most) {
        return w.encoding().isBlocked() ? rows <= MOST_OF_BLOCKS : !VectorTiles.MANY_REGISTERS && rows <= most;
    }

    /** {@code y = x W^T}, shared among the threads. */
    public static void linear(HostBuffer y, HostBuffer x, int rows, WeightData w, Workers workers) {
        if (w.columnStride() == 1) {
            NearDots.run(y.segment(), x.segment(), rows, w, w.rowStride(), w.rows(), w.columns(), workers);
        } else {
            NearSums.run(y.segment(), x.segment(), rows, w, w.columnStride(), w.columns(), w.rows(), workers);
        }
    }

    /** {@code gx = gy W}, shared among the threads. */
    public static void linearGradient(HostBuffer gx, HostBuffer gy, int rows, WeightData w, Workers workers) {
        if (w.columnStride() == 1) {
            NearSums.run(gx.segment(), gy.segment(), rows, w, w.rowStride(), w.rows(), w.columns(), workers);
        } else {
            NearDots.run(gx.segment(), gy.segment(), rows, w, w.columnStride(), w.columns(), w.rows(), workers);
        }
    }
}
