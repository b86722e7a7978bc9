// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/**
 * A matrix that takes part in a product, wherever it lies: element (r, c) is at {@code offset + r * rowStride + c *
 * columnStride} elements.
 */
public record Operand(
        MemorySegment segment,
        Encoding encoding,
        long offset,
        int rows,
        int columns,
        long rowStride,
        long columnStride) {

    /** A matrix in a buffer. */
    public static Operand of(MatrixView view) {
        MemorySegment memory = ((HostBuffer) view.buffer()).segment();
        return new Operand(
                memory,
                Encoding.F32,
                view.offset(),
                view.rows(),
                view.columns(),
                view.rowStride(),
                view.columnStride());
    }

    /** A weight, wherever it is stored. */
    public static Operand of(WeightData w) {
        return new Operand(
                w.segment(), w.encoding(), w.offset(), w.rows(), w.columns(), w.rowStride(), w.columnStride());
    }

    /** A dense matrix at the start of a buffer. */
    public static Operand dense(HostBuffer buffer, int rows, int columns) {
        return new Operand(buffer.segment(), Encoding.F32, 0, rows, columns, columns, 1);
    }

    /** The same memory with rows and columns exchanged. */
    public Operand transpose() {
        return new Operand(segment, encoding, offset, columns, rows, columnStride, rowStride);
    }

    /** Number of an element, counted from the start of the segment. */
    public long index(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    /** Position of an element in bytes, where each is stored by itself. */
    public long at(int row, int column) {
        return index(row, column) * encoding.bytes();
    }

    /** Rows from an element on, as kernels take them. */
    public StridedRows rowsFrom(int row, int column) {
        return new StridedRows(segment, at(row, column), rowBytes());
    }

    /** Columns from an element on, likewise. */
    public StridedRows columnsFrom(int row, int column) {
        return new StridedRows(segment, at(row, column), columnBytes());
    }

    /** Bytes from one row to the next. */
    public long rowBytes() {
        return rowStride * encoding.bytes();
    }

    /** Bytes from one column to the next. */
    public long columnBytes() {
        return columnStride * encoding.bytes();
    }
}
