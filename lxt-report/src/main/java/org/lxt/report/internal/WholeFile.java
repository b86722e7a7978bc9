package org.lxt.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lxt.report.ReportException;

/** Writes files that appear whole or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes text as UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes beside the file first, so that a failure never leaves half a file in place of an older one. What is no
     * ordinary file, such as a pipe or {@code /dev/stdout}, is written to, not replaced.
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        Path name = absolute.getFileName();
        if (name == null || Files.isDirectory(absolute)) {
            throw new ReportException(file + " is a folder; name a file to write the report to");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ReportException("there is no folder " + folder + " to write " + name + " to");
        }
        if (Files.exists(absolute) && !Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
            Files.write(absolute, content);
            return;
        }
        Path temporary = folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            Files.write(temporary, content);
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
