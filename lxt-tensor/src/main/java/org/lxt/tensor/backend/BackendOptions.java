package org.lxt.tensor.backend;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a backend.
 *
 * @param threads threads that compute, the caller's own counted; at least 1
 * @param executor runs the other threads' work; null for threads of the backend's own. It may be as busy as it likes: what
 *     it has not begun when the caller's own thread is through, it need not do. The backend does not shut it down
 * @param packMemory bytes of heap for weights laid out as the backend multiplies them fastest, from their second use on, so
 *     that this is not done anew each time; 0 for none. Only {@code vector} has a use for it, and needs 8 bytes per weight. The
 *     results are the same to the bit
 * @param device for backends that compute on a device of their own
 */
public record BackendOptions(int threads, @Nullable Executor executor, long packMemory, DeviceOptions device) {
    /** Checks the thread count and the memory. */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a backend needs at least 1 thread, got " + threads);
        }
        if (packMemory < 0) {
            throw new IllegalArgumentException(
                    "the memory for packed weights must be 0 or more, got " + packMemory + " bytes");
        }
    }

    /** So many threads, on this executor if it is not null, so much memory for packed weights, any device. */
    public BackendOptions(int threads, @Nullable Executor executor, long packMemory) {
        this(threads, executor, packMemory, DeviceOptions.DEFAULTS);
    }

    /** So many threads, on this executor if it is not null, and no memory for packed weights. */
    public BackendOptions(int threads, @Nullable Executor executor) {
        this(threads, executor, 0);
    }

    /** So many threads, of the backend's own. */
    public BackendOptions(int threads) {
        this(threads, null);
    }

    /** One thread per processor of this JVM. */
    public static BackendOptions defaults() {
        return new BackendOptions(Runtime.getRuntime().availableProcessors());
    }

    /** The same with so many threads. */
    public BackendOptions withThreads(int value) {
        return new BackendOptions(value, executor, packMemory, device);
    }

    /** The same with this executor. */
    public BackendOptions withExecutor(@Nullable Executor value) {
        return new BackendOptions(threads, value, packMemory, device);
    }

    /** The same with so many bytes for packed weights. */
    public BackendOptions withPackMemory(long bytes) {
        return new BackendOptions(threads, executor, bytes, device);
    }

    /** The same with what is asked of a device. */
    public BackendOptions withDevice(DeviceOptions value) {
        return new BackendOptions(threads, executor, packMemory, value);
    }
}
