// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.report.ReportPlace;

/** Writes files that appear whole or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes text as UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes next to the file first, so that a failure never leaves half a file in place of an older one. What is not
     * an ordinary file, such as a pipe or {@code /dev/stdout}, is written to, not replaced.
     */
    public static void write(Path file, byte[] content) throws IOException {
        ReportPlace.require(file);
        try {
            writeUnnamed(file, content);
        } catch (IOException e) {
            throw naming(file, e);
        }
    }

    /** Some failures of writing, such as that of a full disk, do not say which file they are about. */
    public static IOException naming(Path file, IOException e) {
        return e instanceof FileSystemException ? e : new FileSystemException(file.toString(), null, e.getMessage());
    }

    private static void writeUnnamed(Path file, byte[] content) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (ReportPlace.isWrittenThrough(absolute)) {
            Files.write(absolute, content);
            return;
        }
        try (UnfinishedFile unfinished = UnfinishedFile.beside(absolute)) {
            Files.write(unfinished.path(), content);
            unfinished.finish();
        }
    }
}
