// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Operations that were issued, run one after the other on the device's thread, now and then with a delay. */
final class DeviceQueue {
    /** An operation, as it runs on the device. */
    interface Work {
        void run() throws Exception;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("stand-in-device").unstarted(work));
    private final Random delays = new Random(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong issued = new AtomicLong();

    /** Puts work at the end of the queue. Work behind a failure is skipped until a read has told of it. */
    void issue(String name, Work work) {
        issued.incrementAndGet();
        submit(() -> {
            if (failure.get() != null) {
                return;
            }
            delay();
            try {
                work.run();
            } catch (Throwable e) {
                failure.set(new IllegalStateException("'" + name + "' failed on the device: " + e.getMessage(), e));
            }
        });
    }

    /** Gives memory back: done even behind a failure. */
    void issueAlways(Runnable work) {
        submit(work);
    }

    /** Waits until everything issued before has run, and tells of a failure. */
    void await() {
        CountDownLatch done = new CountDownLatch(1);
        submit(done::countDown);
        if (!hasEnded(done)) {
            throw new IllegalStateException("the device hangs");
        }
        Throwable failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    private static boolean hasEnded(CountDownLatch done) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    long issued() {
        return issued.get();
    }

    /** Runs what was issued, then stops. */
    void close() {
        thread.close();
    }

    private void submit(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the device is closed", e);
        }
    }

    /** Most operations are quick, some late: enough for the host to run ahead by a changing distance. */
    private void delay() {
        int dice = delays.nextInt(64);
        if (dice == 0) {
            LockSupport.parkNanos(50_000);
        } else if (dice < 8) {
            Thread.yield();
        }
    }
}
