// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import java.util.concurrent.atomic.AtomicBoolean;
import org.lxt.tensor.backend.memory.Buffer;

/** What the host holds of a device's buffer: a number. */
final class DeviceBuffer implements Buffer {
    final DeviceMemory owner;
    final long id;
    private final long size;
    private final AtomicBoolean freed = new AtomicBoolean();

    DeviceBuffer(DeviceMemory owner, long id, long size) {
        this.owner = owner;
        this.id = id;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    void markFreed() {
        if (!freed.compareAndSet(false, true)) {
            throw new IllegalStateException(this + " is freed twice");
        }
    }

    void requireUsable(DeviceMemory user) {
        if (owner != user) {
            throw new IllegalStateException(this + " belongs to another device");
        }
        if (freed.get()) {
            throw new IllegalStateException(this + " is used after it was freed");
        }
    }

    @Override
    public String toString() {
        return "device buffer " + id + " of " + size;
    }
}
