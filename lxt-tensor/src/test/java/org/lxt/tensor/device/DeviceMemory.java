// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.BackendMemoryException;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * The device's own memory. The maps are for the device's thread only; the host sees numbers.
 */
final class DeviceMemory {
    /**
     * What the host holds of an index.
     *
     * @param array the host's, which it has promised to leave as it is
     * @param uploaded what stood there at the call
     */
    record DeviceIndex(DeviceMemory owner, int[] array, int[] uploaded, AtomicBoolean freed) implements Index {
        @Override
        public int size() {
            return uploaded.length;
        }

        void requireUsable(DeviceMemory user) {
            if (owner != user) {
                throw new IllegalStateException("an index of another device");
            }
            if (freed.get()) {
                throw new IllegalStateException("an index is used after it was freed");
            }
        }

        void requireUnchanged() {
            if (!Arrays.equals(array, uploaded)) {
                throw new IllegalStateException("the array of an index was changed after the call");
            }
        }
    }

    /** What the host holds of a weight. */
    record DeviceWeight(DeviceMemory owner, long id) implements WeightHandle {}

    private final Backend inner;
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicInteger liveBuffers = new AtomicInteger();
    private final AtomicInteger liveWeights = new AtomicInteger();
    private final Ration allocations = new Ration();
    private final Ration loads = new Ration();
    private final Ration indexLoads = new Ration();
    private final AtomicInteger liveIndices = new AtomicInteger();
    private final Map<Long, Buffer> buffers = new HashMap<>();
    private final Map<Long, WeightHandle> weights = new HashMap<>();

    DeviceMemory(Backend inner) {
        this.inner = inner;
    }

    int liveBuffers() {
        return liveBuffers.get();
    }

    int liveWeights() {
        return liveWeights.get();
    }

    long allocations() {
        return allocations.taken();
    }

    int liveIndices() {
        return liveIndices.get();
    }

    long indexLoads() {
        return indexLoads.taken();
    }

    @Nullable
    Object failIndexLoad(long n) {
        return indexLoads.failAfter(n);
    }

    long weightLoads() {
        return loads.taken();
    }

    @Nullable
    Object failAllocation(long n) {
        return allocations.failAfter(n);
    }

    @Nullable
    Object failLoad(long n) {
        return loads.failAfter(n);
    }

    /** Counts, and fails once when it is told to. */
    private static final class Ration {
        private long taken;
        private long failing;

        synchronized void take(long bytes) {
            taken++;
            if (taken == failing) {
                throw new BackendMemoryException(bytes, null);
            }
        }

        synchronized long taken() {
            return taken;
        }

        synchronized @Nullable Object failAfter(long n) {
            failing = n == 0 ? 0 : taken + n;
            return null;
        }
    }

    // ---- on the host's side

    DeviceBuffer reserve(long size) {
        allocations.take(size * inner.computeType().bytes());
        liveBuffers.incrementAndGet();
        return new DeviceBuffer(this, nextId.incrementAndGet(), size);
    }

    void giveUp(DeviceBuffer buffer) {
        buffer.requireUsable(this);
        buffer.markFreed();
        liveBuffers.decrementAndGet();
    }

    DeviceIndex index(int[] values) {
        indexLoads.take(4L * values.length);
        liveIndices.incrementAndGet();
        return new DeviceIndex(this, values, values.clone(), new AtomicBoolean());
    }

    void giveUp(DeviceIndex index) {
        index.requireUsable(this);
        index.freed().set(true);
        liveIndices.decrementAndGet();
    }

    DeviceWeight reserveWeight(WeightData data) {
        Encoding encoding = data.encoding();
        loads.take((long) data.rows() * data.columns() * encoding.blockBytes() / encoding.blockElements());
        liveWeights.incrementAndGet();
        return new DeviceWeight(this, nextId.incrementAndGet());
    }

    void giveUpWeight() {
        liveWeights.decrementAndGet();
    }

    /** The stored bytes are copied at once: a device does not look at the host's memory later. */
    static WeightData upload(WeightData data) {
        byte[] bytes = data.segment().toArray(ValueLayout.JAVA_BYTE);
        return new WeightData(
                MemorySegment.ofArray(bytes),
                data.encoding(),
                data.offset(),
                data.rows(),
                data.columns(),
                data.rowStride(),
                data.columnStride());
    }

    // ---- on the device's thread

    /** Fresh memory is full of NaN, so that whoever reads before writing is found out. */
    void allocate(DeviceBuffer handle) {
        Buffer buffer = inner.allocate(handle.size());
        inner.fill(buffer, Double.NaN, handle.size());
        buffers.put(handle.id, buffer);
    }

    void free(DeviceBuffer handle) {
        inner.free(Objects.requireNonNull(buffers.remove(handle.id)));
    }

    Buffer at(DeviceBuffer handle) {
        return Objects.requireNonNull(buffers.get(handle.id), handle::toString);
    }

    void load(DeviceWeight handle, WeightData data) {
        weights.put(handle.id(), inner.loadWeight(data));
    }

    void unload(DeviceWeight handle) {
        inner.freeWeight(at(handle));
        weights.remove(handle.id());
    }

    WeightHandle at(DeviceWeight handle) {
        return Objects.requireNonNull(
                weights.get(handle.id()), () -> "weight " + handle.id() + " is used after it was freed");
    }
}
