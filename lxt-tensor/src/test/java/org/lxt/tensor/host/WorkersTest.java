// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lxt.tensor.backend.BackendOptions;

@Timeout(30)
class WorkersTest {
    @Test
    void everyPartIsDoneOnce() {
        try (Workers workers = new Workers(new BackendOptions(3))) {
            AtomicIntegerArray done = new AtomicIntegerArray(1000);
            workers.run(1000, done::incrementAndGet);
            for (int i = 0; i < 1000; i++) {
                assertThat(done.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void theWorkRunsOnTheGivenExecutorWhichStaysOpen() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "of the host"));
        List<String> names = new ArrayList<>();
        try (Workers workers = new Workers(new BackendOptions(3, executor))) {
            workers.run(3, i -> {
                synchronized (names) {
                    names.add(Thread.currentThread().getName());
                    names.notifyAll();
                    // until the executor's thread was here too, so that the caller does not do it all
                    while (!names.contains("of the host")) {
                        waitFor(names);
                    }
                }
            });
        }
        assertThat(names).contains("of the host");
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void waitFor(Object monitor) {
        try {
            monitor.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anExecutorThatNeverComesToItHoldsNothingUp() {
        List<Runnable> waiting = new ArrayList<>();
        try (Workers workers = new Workers(new BackendOptions(4, waiting::add))) {
            AtomicIntegerArray done = new AtomicIntegerArray(10);
            workers.run(10, done::incrementAndGet);
            waiting.forEach(Runnable::run);
            for (int i = 0; i < 10; i++) {
                assertThat(done.get(i)).isEqualTo(1);
            }
        }
        assertThat(waiting).hasSize(3);
    }

    @Test
    void anExecutorThatRefusesLeavesTheWorkToTheCaller() {
        BackendOptions options = new BackendOptions(4, task -> {
            throw new RejectedExecutionException("full");
        });
        try (Workers workers = new Workers(options)) {
            AtomicIntegerArray done = new AtomicIntegerArray(10);
            workers.run(10, done::incrementAndGet);
            assertThat(done.get(9)).isEqualTo(1);
        }
    }

    @Test
    void aFailureOnAnotherThreadIsReported() {
        Thread caller = Thread.currentThread();
        try (Workers workers = new Workers(new BackendOptions(2))) {
            assertThatThrownBy(() -> workers.run(2, i -> {
                        if (Thread.currentThread() != caller) {
                            throw new IllegalArgumentException("planted");
                        }
                        sleep();
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("planted");
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
