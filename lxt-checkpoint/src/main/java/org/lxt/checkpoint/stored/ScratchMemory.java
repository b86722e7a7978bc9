// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory for weights that cannot stay in their file as they are. The kernels that read weights are several times faster if all
 * of them are segments of one class, and those of files are mapped: so this is mapped too, of a file without a name.
 */
public final class ScratchMemory {
    private ScratchMemory() {}

    /** So many bytes, all 0. Where no file can be made it is ordinary memory: slower, and otherwise the same. */
    public static MemorySegment allocate(long bytes, Arena arena) {
        try {
            Path file = Files.createTempFile("lxt-", ".weights");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            }
        } catch (IOException _) {
            return arena.allocate(bytes, 64);
        }
    }
}
