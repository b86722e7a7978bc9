// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.file;

import java.nio.file.Path;
import java.util.List;

/** Reads text files line by line. */
public final class TextLines {

    private TextLines() {}

    /** The lines, which end at line feeds only: tokens may contain other Unicode line separators. */
    public static List<String> read(Path file) {
        String text = BoundedFiles.text(file);
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return whole.isEmpty()
                ? List.of()
                : List.of(whole.split("\n", -1)).stream()
                        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                        .toList();
    }
}
