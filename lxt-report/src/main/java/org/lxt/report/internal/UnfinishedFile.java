// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file under construction next to its final place; it is deleted if it is not finished, also when the JVM ends. */
public final class UnfinishedFile implements AutoCloseable {
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> OPEN.forEach(UnfinishedFile::remove)));
    }

    private final Path path;
    private final Path place;

    private UnfinishedFile(Path path, Path place) {
        this.path = path;
        this.place = place;
    }

    /** Begins a file in the folder of its final place. */
    public static UnfinishedFile beside(Path place) {
        Path path =
                place.resolveSibling("." + place.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        OPEN.add(path);
        return new UnfinishedFile(path, place);
    }

    /** Where it is written to. */
    public Path path() {
        return path;
    }

    /** Moves it to its final place. */
    public void finish() throws IOException {
        Files.move(path, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // the JVM ends, and nobody is left to be told
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        OPEN.remove(path);
    }
}
