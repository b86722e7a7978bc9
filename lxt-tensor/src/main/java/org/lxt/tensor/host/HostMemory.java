package org.lxt.tensor.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lxt.tensor.backend.DType;

/**
 * Native memory for buffers, kept for reuse: the passes of a model ask for the same few sizes again and again, and fresh
 * memory costs page faults.
 */
public final class HostMemory {
    /** Idle memory beyond this is given back to the system. */
    private static final long IDLE_BYTES = 512L << 20;

    private final DType type;
    private final Map<Long, Deque<HostBuffer>> idle = new HashMap<>();
    private long idleBytes;
    private boolean closed;

    /** Creates an empty pool for elements of this type. */
    public HostMemory(DType type) {
        this.type = type;
    }

    /** Takes a buffer of at least this size, contents undefined. */
    public HostBuffer allocate(long size) {
        long capacity = sizeClass(size);
        synchronized (this) {
            Deque<HostBuffer> candidates = idle.get(capacity);
            if (candidates != null && !candidates.isEmpty()) {
                HostBuffer buffer = candidates.pop();
                idleBytes -= capacity * type.bytes();
                buffer.resize(size);
                buffer.markIdle(false);
                return buffer;
            }
        }
        HostBuffer buffer = new HostBuffer(type, capacity);
        buffer.resize(size);
        return buffer;
    }

    /** Takes a buffer back. */
    public void free(HostBuffer buffer) {
        long bytes = buffer.capacity() * type.bytes();
        synchronized (this) {
            buffer.markIdle(true);
            if (!closed && idleBytes + bytes <= IDLE_BYTES) {
                idle.computeIfAbsent(buffer.capacity(), c -> new ArrayDeque<>()).push(buffer);
                idleBytes += bytes;
                return;
            }
        }
        buffer.close();
    }

    /** Gives all idle memory back; buffers still in use follow when they are freed. */
    public synchronized void close() {
        closed = true;
        idle.values().forEach(buffers -> buffers.forEach(HostBuffer::close));
        idle.clear();
        idleBytes = 0;
    }

    /** Eight classes an octave: at most an eighth is wasted and few sizes miss each other. */
    private static long sizeClass(long size) {
        long atLeast = Math.max(size, 16);
        long step = Math.max(16, Long.highestOneBit(atLeast) >> 3);
        return (atLeast + step - 1) / step * step;
    }
}
