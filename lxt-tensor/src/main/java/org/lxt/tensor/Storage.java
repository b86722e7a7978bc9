package org.lxt.tensor;

import java.util.concurrent.atomic.AtomicInteger;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;

/**
 * A buffer and the number of its holders; the last one to let go gives it back. Safe for use by several threads: the
 * tapes of all of them hold a model's parameters.
 */
final class Storage {
    private final Backend backend;
    private final Buffer buffer;
    private final AtomicInteger holders = new AtomicInteger(1);

    Storage(Backend backend, Buffer buffer) {
        this.backend = backend;
        this.buffer = buffer;
    }

    Buffer buffer() {
        if (holders.get() == 0) {
            throw new IllegalStateException("this tensor's memory was given back: its scope, or the frame it was made"
                    + " in, is closed; return it from the frame or read it before");
        }
        return buffer;
    }

    boolean shared() {
        return holders.get() > 1;
    }

    Storage retain() {
        if (holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new IllegalStateException("memory that was given back cannot be held");
        }
        return this;
    }

    void release() {
        int before = holders.getAndUpdate(n -> Math.max(0, n - 1));
        if (before == 0) {
            throw new IllegalStateException("memory was given back twice");
        }
        if (before == 1) {
            backend.free(buffer);
        }
    }
}
