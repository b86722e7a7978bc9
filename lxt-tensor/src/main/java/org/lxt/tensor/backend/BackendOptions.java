// SPDX-License-Identifier: BSD-3-Clause
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
 * @param kernels which kernels of an optional module the backend uses beside its own: a name, such as {@code avx512}, {@code
 *     auto} for the best that can run here, {@code none} for its own alone. Only {@code vector} has a use for it
 * @param precision of products with weights; a backend that does not have it is not created
 * @param device for backends that compute on a device of their own
 */
public record BackendOptions(
        int threads,
        @Nullable Executor executor,
        long packMemory,
        String kernels,
        Precision precision,
        DeviceOptions device) {
    /** Has the value of {@link #kernels} where none is given. */
    public static final String KERNELS_PROPERTY = "lxt.kernels";

    /** Stands for the best kernels that can run here. */
    public static final String BEST_KERNELS = "auto";

    /** Stands for the backend's own kernels alone. */
    public static final String NO_KERNELS = "none";

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

    /** Float32, the first device, and those kernels that the system property {@value #KERNELS_PROPERTY} names, else the best. */
    public BackendOptions(int threads, @Nullable Executor executor, long packMemory) {
        this(
                threads,
                executor,
                packMemory,
                System.getProperty(KERNELS_PROPERTY, BEST_KERNELS),
                Precision.FLOAT32,
                DeviceOptions.DEFAULTS);
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
        return new BackendOptions(value, executor, packMemory, kernels, precision, device);
    }

    /** The same with this executor. */
    public BackendOptions withExecutor(@Nullable Executor value) {
        return new BackendOptions(threads, value, packMemory, kernels, precision, device);
    }

    /** The same with so many bytes for packed weights. */
    public BackendOptions withPackMemory(long bytes) {
        return new BackendOptions(threads, executor, bytes, kernels, precision, device);
    }

    /** The same with kernels of this name. */
    public BackendOptions withKernels(String name) {
        return new BackendOptions(threads, executor, packMemory, name, precision, device);
    }

    /** The same in this precision. */
    public BackendOptions withPrecision(Precision value) {
        return new BackendOptions(threads, executor, packMemory, kernels, value, device);
    }

    /** The same with what is asked of a device. */
    public BackendOptions withDevice(DeviceOptions value) {
        return new BackendOptions(threads, executor, packMemory, kernels, precision, value);
    }
}
