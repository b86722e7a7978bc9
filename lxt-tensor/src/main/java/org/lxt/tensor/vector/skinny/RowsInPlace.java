// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.skinny;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/** Products of few rows with a weight by kernels for this processor, whichever way round the weight is stored. */
public final class RowsInPlace {
    /** Results per share of the work, at least: whole lines of the cache, whole groups of the kernels, whole small blocks. */
    private static final int GRAIN = 64;

    /** Rows from which tiles of bfloat16 are faster than dot products in float32 (docs/adr/0048): measured. */
    private static final int ROWS_FOR_BF16_TILES = 32;

    private final @Nullable RowProducts products;
    private final boolean hasBf16Tiles;

    private RowsInPlace(@Nullable RowProducts products, boolean hasBf16Tiles) {
        this.products = products;
        this.hasBf16Tiles = hasBf16Tiles;
    }

    /**
     * By the chosen kernels, if they have such products.
     *
     * @param hasBf16Tiles whether products of more rows have instructions for bfloat16
     */
    public static RowsInPlace of(KernelChoice kernels, boolean hasBf16Tiles) {
        return new RowsInPlace(kernels.kernels(RowProducts.class).orElse(null), hasBf16Tiles);
    }

    /** Whether {@link #linear} is the way for so many rows and a weight stored so. */
    public boolean suitsLinear(int rows, WeightData w) {
        return w.columnStride() == 1 ? suitsDots(rows, w) : w.rowStride() == 1 && suits(rows, w);
    }

    /** Whether {@link #linearGradient} is. */
    public boolean suitsGradient(int rows, WeightData w) {
        return w.columnStride() == 1 ? suits(rows, w) : w.rowStride() == 1 && suitsDots(rows, w);
    }

    private boolean suitsDots(int rows, WeightData w) {
        return suits(rows, w) && !(hasBf16Tiles && rows >= ROWS_FOR_BF16_TILES);
    }

    private boolean suits(int rows, WeightData w) {
        return products != null
                && rows <= products.mostRows()
                && products.reads(w.encoding())
                && w.offset() % w.encoding().blockElements() == 0;
    }

    /** {@code y = x W^T}, shared among the threads. */
    public void linear(HostBuffer y, HostBuffer x, int rows, WeightData w, Workers workers) {
        if (w.columnStride() == 1) {
            dots(y, x, rows, w, w.rowStride(), w.rows(), w.columns(), workers);
        } else {
            sums(y, x, rows, w, w.columnStride(), w.columns(), w.rows(), workers);
        }
    }

    /** {@code gx = gy W}, shared among the threads. */
    public void linearGradient(HostBuffer gx, HostBuffer gy, int rows, WeightData w, Workers workers) {
        if (w.columnStride() == 1) {
            sums(gx, gy, rows, w, w.rowStride(), w.rows(), w.columns(), workers);
        } else {
            dots(gx, gy, rows, w, w.columnStride(), w.columns(), w.rows(), workers);
        }
    }

    /** Each result is the product of a row of x with a stored row of the weight. */
    private void dots(
            HostBuffer y, HostBuffer x, int rows, WeightData w, long stride, int outputs, int n, Workers workers) {
        RowProducts own = own();
        Encoding encoding = w.encoding();
        MemorySegment to = y.segment();
        MemorySegment from = x.segment();
        workers.forRanges(
                outputs,
                GRAIN,
                (long) rows * n,
                (first, end) -> own.dots(
                        encoding,
                        w.segment(),
                        encoding.bytes(w.offset() + first * stride),
                        encoding.bytes(stride),
                        end - first,
                        from,
                        0,
                        4L * n,
                        rows,
                        n,
                        to,
                        4L * first,
                        4L * outputs));
    }

    /** The results are sums of the stored rows of the weight, each times an element of x. */
    private void sums(
            HostBuffer y, HostBuffer x, int rows, WeightData w, long stride, int steps, int n, Workers workers) {
        RowProducts own = own();
        Encoding encoding = w.encoding();
        MemorySegment to = y.segment();
        MemorySegment from = x.segment();
        workers.forRanges(
                n,
                Math.max(GRAIN, encoding.blockElements()),
                (long) rows * steps,
                (first, end) -> own.sums(
                        encoding,
                        w.segment(),
                        encoding.bytes(w.offset() + first),
                        encoding.bytes(stride),
                        steps,
                        from,
                        0,
                        4L * steps,
                        rows,
                        end - first,
                        to,
                        4L * first,
                        4L * n));
    }

    private RowProducts own() {
        if (products == null) {
            throw new IllegalStateException("no kernels have products of few rows");
        }
        return products;
    }
}
