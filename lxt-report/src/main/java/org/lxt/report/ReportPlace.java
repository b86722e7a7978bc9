// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a report is to be written to. */
public final class ReportPlace {
    private ReportPlace() {}

    /**
     * Refuses a place that cannot be written to. Ask before a long computation, so that its result is not lost.
     *
     * @param file where a report is to be written to
     * @throws ReportException if it is a folder, if its folder is not there, or if there is no permission to write
     */
    public static void require(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        Path name = absolute.getFileName();
        if (name == null || folder == null || Files.isDirectory(absolute)) {
            throw new ReportException(file + " is a folder; name a file to write the explanation to");
        }
        if (!Files.isDirectory(folder)) {
            throw new ReportException("there is no folder " + folder + " to write " + name + " to");
        }
        if (isWrittenThrough(file) ? !Files.isWritable(absolute) : !takesFiles(folder)) {
            throw new ReportException(file + " cannot be written: there is no permission, or the place takes no files");
        }
    }

    /** Permissions alone do not tell whether a file system takes new files, so one is tried. */
    private static boolean takesFiles(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".lxt", ".tmp"));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Whether there is something that must not be replaced by a new file: a link, a pipe or a device such as
     * {@code /dev/stdout}.
     */
    public static boolean isWrittenThrough(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
