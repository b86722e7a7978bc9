// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.lxt.hub.error.HubException;

/** Held by the one thread of one process that fetches a blob; others wait. Ends with the process at the latest. */
public final class BlobLock implements AutoCloseable {
    /** Locks of files are between processes only. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock thread;
    private final FileChannel channel;

    private BlobLock(ReentrantLock thread, FileChannel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    static BlobLock take(Path file) {
        ReentrantLock thread = THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
        try {
            thread.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw HubException.interrupted(String.valueOf(file.getFileName()));
        }
        boolean taken = false;
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            BlobLock lock = new BlobLock(thread, channel);
            channel.lock();
            taken = true;
            return lock;
        } catch (FileLockInterruptionException | ClosedByInterruptException _) {
            Thread.currentThread().interrupt();
            throw HubException.interrupted(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw HubException.ofFile(file, e);
        } finally {
            if (!taken) {
                thread.unlock();
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.unlock();
        }
    }
}
