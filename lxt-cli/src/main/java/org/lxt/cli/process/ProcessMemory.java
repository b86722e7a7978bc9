// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The largest memory this process had. Linux tells the peak of all resident pages; of the anonymous ones, which leave
 * mapped files out, it tells only the present number, so that one is watched.
 */
public final class ProcessMemory implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long INTERVAL_MILLIS = 20;

    private final AtomicLong peakAnonymous = new AtomicLong();
    private final Thread watcher;
    private volatile boolean closed;

    private ProcessMemory() {
        watcher = Thread.ofPlatform().daemon().name("lxt-memory").start(this::watch);
    }

    public static ProcessMemory watching() {
        return new ProcessMemory();
    }

    /** Peak of the resident pages, those of mapped files counted, in bytes; empty where the system does not tell. */
    public OptionalLong peakResident() {
        return status("VmHWM:");
    }

    /** Peak of the resident pages that belong to no file, in bytes. */
    public OptionalLong peakAnonymous() {
        look();
        long peak = peakAnonymous.get();
        return peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
    }

    /** Peak use of the Java heap in bytes, garbage that was not yet collected counted. */
    public long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private void watch() {
        while (!closed) {
            look();
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look() {
        status("RssAnon:").ifPresent(now -> peakAnonymous.accumulateAndGet(now, Math::max));
    }

    private static OptionalLong status(String field) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
