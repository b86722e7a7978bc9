// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelException;

/** How refusals are worded: one line each, whatever text a file made us repeat. */
public final class Refusal {
    private Refusal() {}

    /** The file contradicts itself or its format. */
    public static ModelException damaged(String file, String problem) {
        return new ModelException(
                file + ": " + problem + "; the file is damaged or incomplete, so download or export it again");
    }

    /** The system would not let us read it. */
    public static ModelException unreadable(Path file, IOException cause) {
        String reason = cause instanceof AccessDeniedException ? "access denied" : String.valueOf(cause.getMessage());
        return new ModelException(
                file + ": cannot be read (" + line(reason) + "); check its permissions and the disk", cause);
    }

    /** A name from a file in quotes, without control characters and of bounded length. */
    public static String quote(String name) {
        return "'" + line(name) + "'";
    }

    /** Foreign text without control characters and of bounded length. */
    public static String line(String text) {
        return Excerpt.of(text);
    }
}
