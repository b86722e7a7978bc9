// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

import org.lxt.cuda.launch.EncodedMatrix;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightHandle;

/**
 * A weight in the memory of a device, in the encoding in which it is stored but for float64 and blocks, which become float32. Its
 * elements are dense: row by row, or, where it is stored transposed, column by column.
 */
public final class DeviceWeight implements WeightHandle {
    private final Owned memory;
    private final Encoding encoding;
    private final int rows;
    private final int columns;
    private final boolean transposed;

    DeviceWeight(Piece piece, Encoding encoding, int rows, int columns, boolean transposed) {
        this.memory = new Owned(piece);
        this.encoding = encoding;
        this.rows = rows;
        this.columns = columns;
        this.transposed = transposed;
    }

    /** The memory. */
    public Owned memory() {
        return memory;
    }

    /** Logical rows; for a linear layer, its outputs. */
    public int rows() {
        return rows;
    }

    /** Logical columns; for a linear layer, its inputs. */
    public int columns() {
        return columns;
    }

    /** Whether it is stored as its transpose. */
    public boolean transposed() {
        return transposed;
    }

    /** The matrix as it is stored, row by row. */
    public EncodedMatrix stored() {
        int storedRows = transposed ? columns : rows;
        int storedColumns = transposed ? rows : columns;
        return new EncodedMatrix(memory.address(), encoding, storedRows, storedColumns, storedColumns, 1);
    }

    /** The matrix as it is applied: {@code [rows, columns]}. */
    public EncodedMatrix logical() {
        return transposed
                ? new EncodedMatrix(memory.address(), encoding, rows, columns, 1, rows)
                : new EncodedMatrix(memory.address(), encoding, rows, columns, columns, 1);
    }
}
