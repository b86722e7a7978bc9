// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

import org.lxt.tensor.backend.memory.Index;

/** Whole numbers of 32 bits in the memory of a device. */
public final class DeviceIndex implements Index {
    private final Owned memory;
    private final int size;

    /** So many. */
    public DeviceIndex(Piece piece, int size) {
        this.memory = new Owned(piece);
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    /** The memory. */
    public Owned memory() {
        return memory;
    }
}
