package org.lxt.tokenizers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** How large the files of a tokenizer may be: several times the largest that are published. */
final class FileSize {
    /** Of files with a vocabulary or its merges, which may have any name. */
    static final long MOST = 256_000_000;

    /** Of the files beside them. */
    static final long MOST_OF_SETTINGS = 16_000_000;

    private static final Set<String> SETTINGS =
            Set.of("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "config.json");

    private FileSize() {}

    /** Refuses a file that is too large, or whose reading might have no end. */
    static void check(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        // Opening a pipe would wait for a writer that may never come.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new TokenizerException(name + ": the file " + file + " cannot be read: it is no regular file");
        }
        long most = SETTINGS.contains(name) ? MOST_OF_SETTINGS : MOST;
        if (Files.size(file) > most) {
            throw new TokenizerException(name + ": " + file + " has more than " + most
                    + " bytes; put the file that belongs to the tokenizer there");
        }
    }
}
