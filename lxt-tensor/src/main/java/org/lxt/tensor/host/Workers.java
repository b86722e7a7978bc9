package org.lxt.tensor.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs the parts of a kernel on several threads. What a part computes must not depend on the number of parts, so that
 * results do not depend on the number of threads.
 */
public final class Workers implements AutoCloseable {
    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private final int threads;
    private final ExecutorService executor;

    /** Starts {@code threads - 1} daemon threads: the caller of {@link #run} is the last one. */
    public Workers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
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
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(helpers);
        for (int h = 0; h < helpers; h++) {
            executor.execute(() -> {
                try {
                    drain(next, count, part);
                } catch (Throwable t) {
                    failure.compareAndSet(null, t);
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            drain(next, count, part);
        } finally {
            awaitUninterruptibly(done);
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a kernel failed on a worker thread", thrown);
        }
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

    private static void drain(AtomicInteger next, int count, IntConsumer part) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            part.accept(i);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
