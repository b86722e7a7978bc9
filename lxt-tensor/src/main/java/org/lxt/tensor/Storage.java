// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * A buffer and the number of its holders; the last one to let go gives it back. Safe for use by several threads: the
 * tapes of all of them hold a model's parameters.
 *
 * <p>A buffer that can be filled again is given back as soon as nobody but recorded operations holds it, and filled again
 * when one of these needs it.
 */
final class Storage {
    /**
     * How memory is filled again.
     *
     * @param size elements
     * @param source what it is computed from, held as long as this
     * @param fill computes it
     */
    private record Refill(long size, Storage source, Consumer<Buffer> fill) {}

    private final Backend backend;
    private @Nullable Buffer buffer;
    private @Nullable Refill refill;
    private int holders = 1;
    private int operations;

    Storage(Backend backend, Buffer buffer) {
        this.backend = backend;
        this.buffer = buffer;
    }

    synchronized Buffer buffer() {
        if (holders == 0) {
            throw new IllegalStateException("this tensor's memory was given back: its scope, or the frame it was made"
                    + " in, is closed; return it from the frame or read it before");
        }
        if (buffer == null) {
            buffer = filled(Objects.requireNonNull(refill));
        }
        return buffer;
    }

    private Buffer filled(Refill how) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer again = temporaries.allocate(how.size());
            how.fill().accept(again);
            temporaries.letGo(again);
            return again;
        }
    }

    /** From now on the memory may be given back and filled again. */
    synchronized void canRefill(long size, Storage source, Consumer<Buffer> fill) {
        refill = new Refill(size, source.retainForOperation(), fill);
    }

    synchronized boolean shared() {
        return holders > 1;
    }

    synchronized Storage retain() {
        if (holders == 0) {
            throw new IllegalStateException("memory that was given back cannot be held");
        }
        holders++;
        return this;
    }

    synchronized Storage retainForOperation() {
        retain();
        operations++;
        return this;
    }

    synchronized void release() {
        letGo();
        if (refill != null && holders > 0 && holders == operations) {
            freeBuffer();
        }
    }

    /** Does not give the memory back before the last operation, since the next will need it as well. */
    synchronized void releaseFromOperation() {
        operations--;
        letGo();
    }

    private void letGo() {
        if (holders == 0) {
            throw new IllegalStateException("memory was given back twice");
        }
        holders--;
        if (holders == 0) {
            freeBuffer();
            if (refill != null) {
                refill.source().releaseFromOperation();
            }
        }
    }

    private void freeBuffer() {
        if (buffer != null) {
            backend.free(buffer);
            buffer = null;
        }
    }
}
