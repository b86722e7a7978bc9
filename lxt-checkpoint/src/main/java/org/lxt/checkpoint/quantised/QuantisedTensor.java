// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lxt.checkpoint.stored.ScratchMemory;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/**
 * A matrix that was stored in parts.
 *
 * @param name its name, as the model has it
 * @param type how it was stored, for messages
 * @param rows outputs of its layer
 * @param columns inputs of its layer
 * @param encoding what it is put into
 * @param stored its elements as the file has them
 * @param writer writes all rows one after the other, each padded to whole blocks
 */
public record QuantisedTensor(
        String name, String type, int rows, int columns, Encoding encoding, MemorySegment stored, Writer writer) {
    /** Elements of a block, in all encodings used here. */
    static final int UNIT = 32;

    /** Puts a matrix into memory. */
    @FunctionalInterface
    public interface Writer {
        /** Writes into memory that is all 0. */
        void write(MemorySegment to);
    }

    /** Blocks of a row, the last one of which may be padded. */
    static int units(int columns) {
        return (columns + UNIT - 1) / UNIT;
    }

    /**
     * Puts it into blocks.
     *
     * @param memory owns them
     */
    public Weight weight(Arena memory) {
        int stride = encoding.isBlocked() ? units(columns) * UNIT : columns;
        MemorySegment to = ScratchMemory.allocate(encoding.bytes((long) rows * stride), memory);
        writer.write(to);
        Weight whole = Weight.of(name, to, encoding, rows, stride);
        return stride == columns ? whole : whole.transpose().rows(0, columns).transpose();
    }
}
