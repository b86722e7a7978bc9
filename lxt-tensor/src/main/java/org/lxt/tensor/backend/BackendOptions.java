package org.lxt.tensor.backend;

/**
 * What a caller may ask of a backend.
 *
 * @param threads threads that compute, the caller's own counted; at least 1
 */
public record BackendOptions(int threads) {
    /** Checks the thread count. */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a backend needs at least 1 thread, got " + threads);
        }
    }

    /** One thread per processor of this JVM. */
    public static BackendOptions defaults() {
        return new BackendOptions(Runtime.getRuntime().availableProcessors());
    }
}
