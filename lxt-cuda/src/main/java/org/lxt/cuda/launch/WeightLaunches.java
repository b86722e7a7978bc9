// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.lxt.tensor.weight.Encoding;

/** Kernels that take weights as they are stored. Addresses are of float32, dense, unless told otherwise. */
public final class WeightLaunches {
    /** From so many rows on, tiles of 64 rows do less in vain than they save. */
    private static final int MANY_ROWS = 33;

    private final Launcher launcher;

    /** Launches by a launcher. */
    public WeightLaunches(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * {@code destination [rows, weight.columns]} = rows of a weight.
     *
     * @param magnitude whether the magnitudes of the elements are wanted
     */
    public void widen(long destination, EncodedMatrix weight, int firstRow, int rows, boolean magnitude) {
        widen(destination, weight, 0, firstRow, rows, magnitude);
    }

    /**
     * {@code destination[i] = weight[rows[i]]}.
     *
     * @param rows address of {@code count} ints
     */
    public void rows(long destination, EncodedMatrix weight, long rows, int count) {
        widen(destination, weight, rows, 0, count, false);
    }

    private void widen(long destination, EncodedMatrix w, long rows, int firstRow, int count, boolean magnitude) {
        if (count == 0) {
            return;
        }
        launcher.launch(
                "lxt_widen",
                Grid.matrix(count, w.columns()),
                EncodedMatrix.code(w.encoding()),
                destination,
                w.address(),
                w.rowStride(),
                w.columnStride(),
                rows,
                firstRow,
                count,
                w.columns(),
                magnitude ? 1 : 0);
    }

    /**
     * The nearest 16-bit numbers, of two as near the even one.
     *
     * @param destination address of {@code size} elements of the encoding
     * @param encoding {@link Encoding#BF16} or {@link Encoding#F16}
     */
    public void narrow(long destination, long source, Encoding encoding, long size) {
        String kernel = switch (encoding) {
            case BF16 -> "lxt_narrow_to_bf16";
            case F16 -> "lxt_narrow_to_f16";
            default -> throw new IllegalArgumentException(encoding + " is not narrower than float32");
        };
        if (size > 0) {
            launcher.launch(kernel, Grid.elements(size), destination, source, size);
        }
    }

    /** {@code destination = |source|}; both may be the same. */
    public void magnitude(long destination, long source, long size) {
        if (size > 0) {
            launcher.launch("lxt_magnitude", Grid.elements(size), destination, source, size);
        }
    }

    /**
     * A left operand or a result of {@link #matmul}: element (r, c) is {@code r * rowStride + c * columnStride} elements
     * from its address.
     *
     * @param address of element (0, 0)
     * @param rowStride elements from one row to the next
     * @param columnStride elements from one column to the next
     */
    public record Operand(long address, long rowStride, long columnStride) {}

    /**
     * {@code c [m, w.columns] = alpha a w + beta c}, in float32, the sum in the order of the inner index; nothing
     * is widened in memory. With {@code beta} 0, c may hold anything before.
     *
     * @param a {@code w.rows} columns
     * @param w the right operand; of a linear layer's weight the transpose
     * @param magnitude whether the magnitudes of w are meant
     */
    public void matmul(Operand c, Operand a, EncodedMatrix w, int m, double alpha, double beta, boolean magnitude) {
        int n = w.columns();
        if (m == 0 || n == 0) {
            return;
        }
        boolean many = m >= MANY_ROWS;
        int tile = many ? 64 : 16;
        long tiles = (long) Math.ceilDiv(m, tile) * Math.ceilDiv(n, tile);
        launcher.launch(
                many ? "lxt_matmul" : "lxt_matmul_few_rows",
                Grid.blocks(tiles),
                EncodedMatrix.code(w.encoding()),
                c.address(),
                c.rowStride(),
                c.columnStride(),
                a.address(),
                a.rowStride(),
                a.columnStride(),
                w.address(),
                w.rowStride(),
                w.columnStride(),
                m,
                n,
                w.rows(),
                Launcher.bits(alpha),
                Launcher.bits(beta),
                magnitude ? 1 : 0);
    }
}
