// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/** A file mapped into memory, and the memory that lives as long. */
public final class MappedFile implements AutoCloseable {
    private final Arena arena;
    private final MemorySegment bytes;

    private MappedFile(Arena arena, MemorySegment bytes) {
        this.arena = arena;
        this.bytes = bytes;
    }

    /**
     * Maps a file.
     *
     * @param kind what it should be, for messages
     * @throws ModelException if it does not exist or cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the file does: close() closes it
    public static MappedFile open(Path path, String kind) {
        if (!Files.exists(path)) {
            throw new ModelException(path + ": does not exist; check the path");
        }
        // Opening a pipe would wait for a writer that may never come.
        if (!Files.isRegularFile(path)) {
            throw new ModelException(path + ": is not a regular file; give the path of " + kind);
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MappedFile file =
                    new MappedFile(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
            arena = null;
            return file;
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        } finally {
            if (arena != null) {
                arena.close();
            }
        }
    }

    /** The file's bytes. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** Owns memory that lives as long as the file is mapped. */
    public Arena arena() {
        return arena;
    }

    /** Unmaps it. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
