// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights are read ahead by a thread that nobody has to wait for. */
class ReadAheadTest {
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "cases", "llama-defaults");

    private final Collection<Throwable> problems = new ConcurrentLinkedQueue<>();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void noteWhatThreadsThrow() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> problems.add(e));
    }

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void closingDoesNotWaitForIt() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            try (Checkpoint checkpoint = Checkpoint.open(FOLDER)) {
                checkpoint.readAhead(Long.MAX_VALUE);
            }
        }
        for (Thread thread : readers()) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void moreThanIsAllowedIsLeft() {
        try (Checkpoint checkpoint = Checkpoint.open(FOLDER)) {
            checkpoint.readAhead(1);
            assertThat(readers()).isEmpty();
        }
    }

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("lxt-read-ahead"))
                .toList();
    }
}
