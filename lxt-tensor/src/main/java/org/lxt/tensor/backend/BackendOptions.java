package org.lxt.tensor.backend;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask of a backend.
 *
 * @param threads threads that compute, the caller's own counted; at least 1
 * @param executor runs the other threads' work; null for threads of the backend's own. It may be as busy as it likes: what
 *     it has not begun when the caller's own thread is through, it need not do. The backend does not shut it down
 */
public record BackendOptions(int threads, @Nullable Executor executor) {
    /** Checks the thread count. */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a backend needs at least 1 thread, got " + threads);
        }
    }

    /** So many threads, of the backend's own. */
    public BackendOptions(int threads) {
        this(threads, null);
    }

    /** One thread per processor of this JVM. */
    public static BackendOptions defaults() {
        return new BackendOptions(Runtime.getRuntime().availableProcessors());
    }
}
