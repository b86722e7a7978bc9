// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lxt.tensor.backend.memory.BackendMemoryException;
import org.lxt.tensor.backend.memory.DType;

/**
 * Native memory for buffers, kept for reuse: the passes of a model ask for the same few sizes again and again, and fresh
 * memory costs page faults and zeros. Never more is kept than was in use at once at some time, or a little; and what lay
 * idle for long goes back to the system.
 */
public final class HostMemory {
    /** So much may lie idle however little was in use so far. */
    private static final long IDLE_BYTES = 512L << 20;

    /** A buffer is given back after so many times the most memory ever in use was handed out without it. */
    private static final long PASSES = 16;

    private final DType type;

    /** For each size, the one that was given back last in front. */
    private final Map<Long, Deque<HostBuffer>> idle = new HashMap<>();

    private long idleBytes;
    private long usedBytes;
    private long mostUsedBytes;
    private long handedOut;
    private boolean closed;

    /** Creates an empty pool for elements of this type. */
    public HostMemory(DType type) {
        this.type = type;
    }

    /** Takes a buffer of at least this size, contents undefined. */
    public HostBuffer allocate(long size) {
        long capacity = sizeClass(size);
        long bytes = capacity * type.bytes();
        synchronized (this) {
            handedOut += bytes;
            usedBytes += bytes;
            mostUsedBytes = Math.max(mostUsedBytes, usedBytes);
            Deque<HostBuffer> candidates = idle.get(capacity);
            HostBuffer buffer = candidates == null ? null : candidates.pollFirst();
            if (buffer != null) {
                idleBytes -= bytes;
                buffer.resize(size);
                buffer.markIdle(false, handedOut);
                return buffer;
            }
            giveBackOld();
        }
        HostBuffer buffer = fresh(capacity);
        buffer.resize(size);
        return buffer;
    }

    private HostBuffer fresh(long capacity) {
        try {
            return new HostBuffer(type, capacity);
        } catch (OutOfMemoryError _) {
            // what lies idle is of other sizes: without it there may be room
            synchronized (this) {
                giveBackAll();
            }
        }
        try {
            return new HostBuffer(type, capacity);
        } catch (OutOfMemoryError e) {
            long bytes = capacity * type.bytes();
            synchronized (this) {
                usedBytes -= bytes;
            }
            throw new BackendMemoryException(bytes, e);
        }
    }

    private void giveBackAll() {
        idle.values().forEach(buffers -> buffers.forEach(HostBuffer::close));
        idle.clear();
        idleBytes = 0;
    }

    /** Takes a buffer back. */
    public synchronized void free(HostBuffer buffer) {
        long bytes = buffer.capacity() * type.bytes();
        buffer.markIdle(true, handedOut);
        usedBytes -= bytes;
        if (closed || bytes > mostIdleBytes()) {
            buffer.close();
            return;
        }
        idle.computeIfAbsent(buffer.capacity(), c -> new ArrayDeque<>()).addFirst(buffer);
        idleBytes += bytes;
        giveBackOld();
    }

    private long mostIdleBytes() {
        return Math.max(IDLE_BYTES, mostUsedBytes - usedBytes);
    }

    /** What has been idle for longest, as long as there is too much, and what has been for too long. */
    private void giveBackOld() {
        while (true) {
            Deque<HostBuffer> oldest = null;
            long since = Long.MAX_VALUE;
            for (Deque<HostBuffer> buffers : idle.values()) {
                if (!buffers.isEmpty() && buffers.getLast().idleSince() < since) {
                    oldest = buffers;
                    since = buffers.getLast().idleSince();
                }
            }
            if (oldest == null || (idleBytes <= mostIdleBytes() && handedOut - since <= PASSES * mostUsedBytes)) {
                return;
            }
            HostBuffer buffer = oldest.removeLast();
            idleBytes -= buffer.capacity() * type.bytes();
            buffer.close();
        }
    }

    /** Bytes of the buffers that nobody uses at the moment. */
    synchronized long idleBytes() {
        return idleBytes;
    }

    /** Gives all idle memory back; buffers still in use follow when they are freed. */
    public synchronized void close() {
        closed = true;
        giveBackAll();
    }

    /** Eight classes an octave: at most an eighth is wasted and few sizes miss each other. */
    private static long sizeClass(long size) {
        long atLeast = Math.max(size, 16);
        long step = Math.max(16, Long.highestOneBit(atLeast) >> 3);
        return (atLeast + step - 1) / step * step;
    }
}
