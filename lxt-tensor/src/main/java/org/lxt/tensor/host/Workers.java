// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.BackendOptions;

/**
 * Runs the parts of a kernel on several threads. What a part computes must not depend on the number of parts, so that
 * results do not depend on the number of threads.
 */
public final class Workers implements AutoCloseable {
    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private final int threads;
    private final Executor executor;
    private final @Nullable ExecutorService own;

    /** Takes the options' executor, or starts {@code threads - 1} daemon threads: the caller of {@link #run} is the last. */
    public Workers(BackendOptions options) {
        this.threads = options.threads();
        Executor given = options.executor();
        if (given == null) {
            ExecutorService started = start(Math.max(1, threads - 1));
            this.own = started;
            this.executor = started;
        } else {
            this.own = null;
            this.executor = given;
        }
    }

    private static ExecutorService start(int count) {
        return new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new PromptQueue(), task -> {
            Thread thread = new Thread(task, "lxt-worker-" + THREAD_NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Number of threads, the caller's counted. */
    public int threads() {
        return threads;
    }

    /** Calls {@code part} with 0 .. count - 1, each once, and returns when all are done. */
    public void run(int count, IntConsumer part) {
        int helpers = Math.min(threads, count) - 1;
        if (helpers <= 0) {
            for (int i = 0; i < count; i++) {
                part.accept(i);
            }
            return;
        }
        Job job = new Job(count, part);
        for (int h = 0; h < helpers; h++) {
            try {
                executor.execute(job);
            } catch (RejectedExecutionException _) {
                // the caller's own thread does what nobody else does
                break;
            }
        }
        job.drainAndWait();
    }

    /**
     * Splits {@code 0 .. size} into one run per thread, each a multiple of {@code grain} long but the last, and calls
     * {@code body} with its bounds. Small work stays on the caller's thread.
     *
     * @param cost operations per index, roughly
     */
    public void forRanges(int size, int grain, long cost, RangeBody body) {
        if (size <= 0) {
            return;
        }
        int parts = (long) size * cost < 50_000 ? 1 : Math.min(threads, (size + grain - 1) / grain);
        if (parts == 1) {
            body.accept(0, size);
            return;
        }
        int grains = (size + grain - 1) / grain;
        run(parts, p -> {
            int from = (int) ((long) grains * p / parts) * grain;
            int to = Math.min(size, (int) ((long) grains * (p + 1) / parts) * grain);
            if (from < to) {
                body.accept(from, to);
            }
        });
    }

    /** Work on a run of indices. */
    @FunctionalInterface
    public interface RangeBody {
        /** Works on {@code from} (inclusive) to {@code to} (exclusive). */
        void accept(int from, int to);
    }

    /** Parts that several threads take one after the other. */
    private static final class Job implements Runnable {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final int count;
        private final IntConsumer part;
        private volatile int running;
        private boolean closed;

        Job(int count, IntConsumer part) {
            this.count = count;
            this.part = part;
        }

        /** A helper's share; nothing if it comes too late. */
        @Override
        public void run() {
            if (!enter()) {
                return;
            }
            try {
                drain();
            } catch (Throwable t) {
                failure.compareAndSet(null, t);
            } finally {
                leave();
            }
        }

        void drainAndWait() {
            try {
                drain();
            } finally {
                close();
            }
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("a kernel failed on a worker thread", thrown);
            }
        }

        private void drain() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                part.accept(i);
            }
        }

        private synchronized boolean enter() {
            if (closed) {
                return false;
            }
            running++;
            return true;
        }

        private synchronized void leave() {
            running--;
            notifyAll();
        }

        private void close() {
            seal();
            long end = System.nanoTime() + PromptQueue.PATIENCE;
            while (running > 0 && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            awaitHelpers();
        }

        private synchronized void seal() {
            closed = true;
        }

        /** Waits for the helpers that have begun; the others find the job closed. */
        private synchronized void awaitHelpers() {
            boolean interrupted = false;
            while (running > 0) {
                try {
                    wait();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.shutdown();
        }
    }
}
