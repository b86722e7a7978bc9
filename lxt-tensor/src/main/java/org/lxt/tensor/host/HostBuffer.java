// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;

/** A buffer in native, 64-byte aligned host memory. */
public final class HostBuffer implements Buffer {
    /** Numbers that are converted at a time. */
    private static final int RUN = 1024;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private final Arena arena;
    private final MemorySegment segment;
    private final boolean wide;
    private final long capacity;
    private long size;
    private boolean idle;
    private long idleSince;

    @SuppressWarnings("MustBeClosedChecker") // the pool closes it
    HostBuffer(DType type, long capacity) {
        this.arena = Arena.ofShared();
        this.segment = arena.allocate(Math.max(1, capacity) * type.bytes(), 64);
        this.wide = type == DType.F64;
        this.capacity = capacity;
        this.size = capacity;
    }

    /** The buffer of a host backend. */
    public static HostBuffer of(Buffer buffer) {
        return (HostBuffer) buffer;
    }

    @Override
    public long size() {
        return size;
    }

    /** The memory. */
    public MemorySegment segment() {
        return segment;
    }

    /** Reads an element, whatever the type. */
    public double get(long index) {
        return wide
                ? segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index)
                : segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    /** Writes an element, rounded to the type. */
    public void set(long index, double value) {
        if (wide) {
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
        } else {
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
        }
    }

    /** Writes numbers of a type from an element on. */
    public void write(long offset, MemorySegment source, DType from) {
        copy(source, from, 0, segment, type(), offset, source.byteSize() / from.bytes());
    }

    /** Reads numbers from an element on, as those of a type. */
    public void read(long offset, MemorySegment destination, DType to) {
        copy(segment, type(), offset, destination, to, 0, destination.byteSize() / to.bytes());
    }

    private DType type() {
        return wide ? DType.F64 : DType.F32;
    }

    private static void copy(
            MemorySegment source, DType from, long first, MemorySegment destination, DType to, long at, long count) {
        if (from == to) {
            MemorySegment.copy(source, first * from.bytes(), destination, at * to.bytes(), count * to.bytes());
            return;
        }
        // by way of arrays: reading memory number by number takes code long that is not compiled by the slow compiler
        int run = (int) Math.min(RUN, count);
        float[] floats = new float[run];
        double[] doubles = new double[run];
        for (long done = 0; done < count; done += run) {
            int n = (int) Math.min(run, count - done);
            long sourceAt = (first + done) * from.bytes();
            long destinationAt = (at + done) * to.bytes();
            if (from == DType.F32) {
                MemorySegment.copy(source, FLOAT, sourceAt, floats, 0, n);
                for (int i = 0; i < n; i++) {
                    doubles[i] = floats[i];
                }
                MemorySegment.copy(doubles, 0, destination, DOUBLE, destinationAt, n);
            } else {
                MemorySegment.copy(source, DOUBLE, sourceAt, doubles, 0, n);
                for (int i = 0; i < n; i++) {
                    floats[i] = (float) doubles[i];
                }
                MemorySegment.copy(floats, 0, destination, FLOAT, destinationAt, n);
            }
        }
    }

    long capacity() {
        return capacity;
    }

    void resize(long newSize) {
        size = newSize;
    }

    /** A buffer that was given back twice would be handed to two owners. */
    void markIdle(boolean now, long time) {
        if (idle == now) {
            throw new IllegalStateException("a buffer of " + size + " elements was given back twice");
        }
        idle = now;
        idleSince = time;
    }

    /** When it was given back, on the clock of its pool. */
    long idleSince() {
        return idleSince;
    }

    void close() {
        arena.close();
    }
}
