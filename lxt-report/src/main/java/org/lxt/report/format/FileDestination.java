// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.lxt.report.internal.WholeFile;

/** A file that appears whole or not at all. */
record FileDestination(Path file, Consumer<Path> written) implements Destination {
    @Override
    public void write(byte[] content) throws IOException {
        WholeFile.write(file, content);
        written.accept(file);
    }

    @Override
    public Destination part(int target) {
        return target == 0 ? this : new FileDestination(numbered(target + 1), written);
    }

    private Path numbered(int number) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        return file.resolveSibling(stem + "-" + number + ending);
    }
}
