// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.lxt.checkpoint.gguf.GgufTensor;
import org.lxt.checkpoint.stored.ScratchMemory;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/**
 * A tensor of a GGUF file as a folder of transformers has it: under another name, and where the converter laid it out otherwise
 * with that undone.
 */
public final class MappedTensor {
    /** What the converter did to a tensor. */
    enum Layout {
        /** Nothing. */
        SAME,
        /** Rows became columns: layers that transformers stores as inputs by outputs. */
        TURNED,
        /** Of each head, rows i and i + half follow each other: for rotations of neighbours instead of halves. */
        PAIRED,
        /** 1 was added to a norm's weights. */
        ONE_ADDED,
        /** The first rows were left out. They are zeros again, which nothing reads. */
        CUT
    }

    private final GgufTensor tensor;
    private final long[] shape;
    private final Layout layout;

    /** Of {@link Layout#PAIRED} the heads, of {@link Layout#CUT} the rows. */
    private final int number;

    private MappedTensor(GgufTensor tensor, long[] shape, Layout layout, int number) {
        this.tensor = tensor;
        this.shape = shape;
        this.layout = layout;
        this.number = number;
    }

    static MappedTensor of(GgufTensor tensor, Layout layout) {
        long[] shape = tensor.shape();
        if (layout == Layout.TURNED && shape.length == 2) {
            shape = new long[] {shape[1], shape[0]};
        }
        return new MappedTensor(tensor, shape, layout, 1);
    }

    static MappedTensor paired(GgufTensor tensor, int heads) {
        return new MappedTensor(tensor, tensor.shape(), Layout.PAIRED, heads);
    }

    static MappedTensor cut(GgufTensor tensor, int rows) {
        long[] shape = tensor.shape();
        shape[0] += rows;
        return new MappedTensor(tensor, shape, Layout.CUT, rows);
    }

    /** How it is stored, as GGUF names it. */
    public String type() {
        return tensor.type();
    }

    /** Its sizes, outermost first, as transformers has them. */
    public long[] shape() {
        return shape.clone();
    }

    /** Its bytes as they are in the file. */
    public MemorySegment segment() {
        return tensor.segment();
    }

    /** How it is read, if it can be. */
    public Optional<Encoding> encoding() {
        return tensor.encoding();
    }

    /**
     * As a matrix of as many elements as it has. Where rows were put into another order they are copied, still in their blocks.
     *
     * @param memory owns such copies
     */
    public Weight weight(String name, Encoding encoding, int rows, int columns, Arena memory) {
        return switch (layout) {
            case SAME -> Weight.of(name, segment(), encoding, rows, columns);
            case TURNED -> Weight.of(name, segment(), encoding, columns, rows).transpose();
            case PAIRED -> Weight.of(name, halved(rows, memory), encoding, rows, columns);
            case CUT -> Weight.of(name, withRowsBefore(rows, memory), encoding, rows, columns);
            case ONE_ADDED -> throw new IllegalArgumentException("'" + name + "' is a vector");
        };
    }

    /** Its elements, row by row; it must have few enough for an array. */
    public double[] values(Encoding encoding, int size) {
        int left = layout == Layout.CUT ? size / (int) shape[0] * number : 0;
        double[] values = new double[size];
        if (size > left) {
            double[] stored = Weight.of(tensor.name(), segment(), encoding, 1, size - left)
                    .toDoubles(0);
            System.arraycopy(stored, 0, values, left, stored.length);
        }
        if (layout == Layout.ONE_ADDED) {
            for (int i = 0; i < values.length; i++) {
                values[i] -= 1;
            }
        }
        if (layout == Layout.PAIRED) {
            double[] ordered = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                ordered[i] = values[stored(i, values.length / number)];
            }
            return ordered;
        }
        return values;
    }

    /** A block of zeros holds zeros in every encoding. */
    private MemorySegment withRowsBefore(int rows, Arena memory) {
        MemorySegment segment = segment();
        long before = segment.byteSize() / (rows - number) * number;
        MemorySegment copy = ScratchMemory.allocate(before + segment.byteSize(), memory);
        copy.asSlice(0, before).fill((byte) 0);
        MemorySegment.copy(segment, 0, copy, before, segment.byteSize());
        return copy;
    }

    private MemorySegment halved(int rows, Arena memory) {
        MemorySegment segment = segment();
        long rowBytes = segment.byteSize() / rows;
        MemorySegment copy = ScratchMemory.allocate(segment.byteSize(), memory);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(segment, stored(r, rows / number) * rowBytes, copy, r * rowBytes, rowBytes);
        }
        return copy;
    }

    /** Where a row of a head is stored: those of the first half are the even ones. */
    private static int stored(int row, int size) {
        int within = row % size;
        return row - within + 2 * (within % (size / 2)) + within / (size / 2);
    }
}
