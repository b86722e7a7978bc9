// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

import org.lxt.tensor.backend.memory.Buffer;

/** Numbers in the memory of a device. */
public final class DeviceBuffer implements Buffer {
    private final Owned memory;
    private final long size;

    /** So many elements of float32. */
    public DeviceBuffer(Piece piece, long size) {
        this.memory = new Owned(piece);
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    /** The memory. */
    public Owned memory() {
        return memory;
    }
}
