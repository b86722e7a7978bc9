// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lxt.tensor.WeightStore;

/**
 * A parameter matrix of a model, as stored: a constant that backends read in their own way, from a {@link WeightStore}. Not a tensor: it cannot be
 * reshaped or computed with, only applied. Safe for use by several threads.
 */
public final class Weight {
    private final String name;
    private final WeightData data;

    private Weight(String name, WeightData data) {
        this.name = name;
        this.data = data;
    }

    /**
     * A matrix stored row by row.
     *
     * @param name its name in the checkpoint, for messages
     * @param segment the stored bytes, little-endian; must stay alive as long as the weight is used
     */
    public static Weight of(String name, MemorySegment segment, Encoding encoding, int rows, int columns) {
        return new Weight(name, new WeightData(segment, encoding, 0, rows, columns, columns, 1));
    }

    /** A matrix from an array, row by row, for tests and made-up models; as float64, so that nothing is rounded. */
    public static Weight of(String name, double[] values, int rows, int columns) {
        MemorySegment segment = Arena.ofAuto().allocate(values.length * 8L, 8);
        MemorySegment.copy(
                values, 0, segment, ValueLayout.JAVA_DOUBLE.withOrder(ByteOrder.LITTLE_ENDIAN), 0, values.length);
        return of(name, segment, Encoding.F64, rows, columns);
    }

    /** A matrix from an array, row by row, as float32. */
    public static Weight of(String name, float[] values, int rows, int columns) {
        MemorySegment segment = Arena.ofAuto().allocate(values.length * 4L, 8);
        MemorySegment.copy(
                values, 0, segment, ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN), 0, values.length);
        return of(name, segment, Encoding.F32, rows, columns);
    }

    /** Its name in the checkpoint. */
    public String name() {
        return name;
    }

    /** Rows; for a linear layer, its outputs. */
    public int rows() {
        return data.rows();
    }

    /** Columns; for a linear layer, its inputs. */
    public int columns() {
        return data.columns();
    }

    /** How its elements are stored. */
    public Encoding encoding() {
        return data.encoding();
    }

    /** The transposed view of the same memory. */
    public Weight transpose() {
        return new Weight(
                name,
                new WeightData(
                        data.segment(),
                        data.encoding(),
                        data.offset(),
                        data.columns(),
                        data.rows(),
                        data.columnStride(),
                        data.rowStride()));
    }

    /** A view of {@code count} rows from {@code first} on: one projection of a fused matrix. */
    public Weight rows(int first, int count) {
        if (first < 0 || count < 1 || first + count > rows()) {
            throw new IllegalArgumentException(
                    "rows " + first + " to " + (first + count) + " of '" + name + "', which has " + rows());
        }
        return new Weight(
                name + "[" + first + ":" + (first + count) + "]",
                new WeightData(
                        data.segment(),
                        data.encoding(),
                        data.offset() + first * data.rowStride(),
                        count,
                        data.columns(),
                        data.rowStride(),
                        data.columnStride()));
    }

    /** The values of a row, copied. */
    public double[] toDoubles(int row) {
        if (row < 0 || row >= rows()) {
            throw new IllegalArgumentException("row " + row + " of '" + name + "', which has " + rows());
        }
        double[] values = new double[columns()];
        data.decodeRow(row, 0, values.length, values);
        return values;
    }

    /** Where and how it is stored. */
    public WeightData data() {
        return data;
    }

    @Override
    public String toString() {
        return "Weight '" + name + "' [" + rows() + ", " + columns() + "] " + encoding();
    }
}
