// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lxt.cuda.driver.DeviceStream;
import org.lxt.cuda.driver.OutOfDeviceMemory;
import org.lxt.tensor.backend.memory.BackendMemoryException;

/**
 * The memory of a device that a backend may take. What is given back is kept and handed out again, since the driver takes
 * its time and waits for the device; it goes back to the driver where memory of another size has no room otherwise, where too
 * much of it lies idle, and at the end. Safe for several threads.
 */
public final class DeviceMemory implements AutoCloseable {
    /** What the driver aligns to, and the smallest piece. */
    private static final long ALIGNMENT = 256;

    /** What may lie idle beyond a quarter of the most that was ever used at once. */
    private static final long SLACK = 64 << 20;

    private final DeviceStream stream;
    private final long limit;
    private final boolean keeping;
    private final Map<Long, Deque<Long>> idle = new HashMap<>();
    private long taken;
    private long idleBytes;
    private long mostUsed;

    /**
     * Nothing is taken yet.
     *
     * @param limit bytes that may be taken of the driver at once; 0 for as many as there are
     * @param keeping whether what is given back is kept for the next use
     */
    public DeviceMemory(DeviceStream stream, long limit, boolean keeping) {
        this.stream = stream;
        this.limit = limit == 0 ? Long.MAX_VALUE : limit;
        this.keeping = keeping;
    }

    /**
     * Takes a piece of memory, contents undefined.
     *
     * @throws BackendMemoryException if there is no room
     */
    public synchronized Piece take(long bytes) {
        long size = sizeClass(bytes);
        Deque<Long> candidates = idle.get(size);
        if (candidates != null && !candidates.isEmpty()) {
            idleBytes -= size;
            return new Piece(candidates.pop(), size);
        }
        mostUsed = Math.max(mostUsed, taken - idleBytes + size);
        if (size > Math.min(limit, mostUsed + mostUsed / 4 + SLACK) - taken) {
            giveBackIdle();
        }
        if (size > limit - taken) {
            throw new BackendMemoryException(
                    bytes, limit - taken, limit, stream.device().name(), null);
        }
        Piece piece = new Piece(fresh(bytes, size), size);
        taken += size;
        return piece;
    }

    private long fresh(long bytes, long size) {
        try {
            return stream.allocate(size);
        } catch (OutOfDeviceMemory _) {
            // what lies idle is of other sizes: without it there may be room
            giveBackIdle();
        }
        try {
            return stream.allocate(size);
        } catch (OutOfDeviceMemory e) {
            throw new BackendMemoryException(
                    bytes,
                    stream.freeBytes(),
                    stream.device().memory(),
                    stream.device().name(),
                    e);
        }
    }

    /** Takes a piece back; operations already issued still see it. */
    public synchronized void giveBack(Piece piece) {
        if (keeping) {
            idle.computeIfAbsent(piece.bytes(), s -> new ArrayDeque<>()).push(piece.address());
            idleBytes += piece.bytes();
        } else {
            release(piece);
        }
    }

    /** Returns a piece to the driver at once, for pieces that are large and whose like will not be asked for soon. */
    public synchronized void release(Piece piece) {
        taken -= piece.bytes();
        stream.giveBack(piece.address());
    }

    private void giveBackIdle() {
        idle.values().forEach(addresses -> addresses.forEach(stream::giveBack));
        idle.clear();
        taken -= idleBytes;
        idleBytes = 0;
    }

    /** Bytes that are taken of the driver, those counted that lie idle. */
    public synchronized long takenBytes() {
        return taken;
    }

    /** Returns what lies idle. All pieces must have been given back. */
    @Override
    public synchronized void close() {
        giveBackIdle();
    }

    /** Eight classes an octave: at most an eighth is wasted and few sizes miss each other. */
    private static long sizeClass(long bytes) {
        long atLeast = Math.max(bytes, ALIGNMENT);
        long step = Math.max(ALIGNMENT, Long.highestOneBit(atLeast) >> 3);
        return Math.ceilDiv(atLeast, step) * step;
    }
}
