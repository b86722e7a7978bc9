// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of results. It begins with the first of them: until then an older file stays what it was. Each line is written whole
 * and at once, so that what ends the run leaves all lines before.
 */
public final class ResultFile extends ResultLines implements AutoCloseable {
    private final Path file;
    private @Nullable OutputStream out;

    /** A file that is not touched yet. */
    public ResultFile(Path file) {
        this.file = file;
    }

    @Override
    protected void add(String line) throws IOException {
        try {
            OutputStream open = out == null ? Files.newOutputStream(file) : out;
            out = open;
            open.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }

    @Override
    public String place() {
        return "in " + file;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
