// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/**
 * Buffers, and indices, that are given back together, whether what uses them ends or fails:
 *
 * {@snippet :
 * try (Temporaries temporaries = new Temporaries(backend)) {
 *     Buffer sums = temporaries.allocate(rows);
 *     backend.sum(sums, x, rows, columns, 1);
 *     backend.repeat(y, sums, rows, columns, 1);
 * }
 * }
 *
 * <p>For one thread at a time.
 */
public final class Temporaries implements AutoCloseable {
    private final Backend backend;
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Index> indices = new ArrayList<>(0);

    /** None so far. */
    public Temporaries(Backend backend) {
        this.backend = backend;
    }

    /** Allocates a buffer whose contents are undefined and which is freed when this is closed. */
    public Buffer allocate(long size) {
        Buffer buffer = backend.allocate(size);
        buffers.add(buffer);
        return buffer;
    }

    /** Loads an index that is freed when this is closed. */
    public Index index(int[] values) {
        Index index = backend.loadIndex(values);
        indices.add(index);
        return index;
    }

    /**
     * Lets go of a buffer, which belongs to the caller from now on.
     *
     * @return whether it was one of these
     */
    public boolean letGo(Buffer buffer) {
        // it is most often the last, and there are few
        for (int i = buffers.size() - 1; i >= 0; i--) {
            if (buffers.get(i).equals(buffer)) {
                buffers.remove(i);
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        buffers.forEach(backend::free);
        buffers.clear();
        indices.forEach(backend::freeIndex);
        indices.clear();
    }
}
