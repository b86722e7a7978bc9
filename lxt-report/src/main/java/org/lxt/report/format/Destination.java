// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.lxt.report.ReportException;

/** Where a report goes: a file, a stream, or a place of your own. */
public interface Destination {
    /** Takes all that is written to this place. */
    void write(byte[] content) throws IOException;

    /** Takes text as UTF-8. */
    default void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place of one of several targets.
     *
     * @param target its number, from 0, for which it is this place
     * @throws ReportException if there is room for one only
     */
    Destination part(int target);

    /**
     * A file, which appears whole or not at all. Further targets have files next to it: {@code why-2.png} after {@code
     * why.png}.
     */
    static Destination file(Path file) {
        return file(file, _ -> {});
    }

    /**
     * A file, which appears whole or not at all.
     *
     * @param written is told of each file once it is there
     */
    static Destination file(Path file, Consumer<Path> written) {
        return new FileDestination(file, written);
    }

    /** A stream, which is flushed and left open; it has room for one target. */
    static Destination stream(OutputStream stream) {
        return new Destination() {
            @Override
            public void write(byte[] content) throws IOException {
                stream.write(content);
                stream.flush();
            }

            @Override
            public Destination part(int target) {
                if (target > 0) {
                    throw new ReportException(
                            "this format writes each target to a file of its own, and a stream takes one; name a file");
                }
                return this;
            }
        };
    }
}
