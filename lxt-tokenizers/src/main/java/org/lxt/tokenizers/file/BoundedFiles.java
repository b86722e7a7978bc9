// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.file;

import java.nio.file.Path;
import java.util.Set;
import org.lxt.json.Dialect;
import org.lxt.json.JsonProblem;
import org.lxt.json.JsonReader;
import org.lxt.tokenizers.error.TokenizerException;

/** Reads the files of a tokenizer, none of which may be larger than several times the largest that are published. */
public final class BoundedFiles {
    /** Of files with a vocabulary or its merges, which may have any name. */
    public static final long MOST = 256_000_000;

    /** Of the files with settings. */
    public static final long MOST_OF_SETTINGS = 16_000_000;

    /** Files that Python writes and reads. */
    private static final Set<String> SETTINGS =
            Set.of("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "config.json");

    private static final JsonReader VOCABULARY = JsonReader.of(Dialect.STANDARD, MOST, BoundedFiles::refused);
    private static final JsonReader OF_SETTINGS =
            JsonReader.of(Dialect.PYTHON, MOST_OF_SETTINGS, BoundedFiles::refused);

    private BoundedFiles() {}

    public static Field json(Path file) {
        return new Field(name(file), "", reader(file).exactTree(file));
    }

    static String text(Path file) {
        return reader(file).text(file);
    }

    private static JsonReader reader(Path file) {
        return SETTINGS.contains(name(file)) ? OF_SETTINGS : VOCABULARY;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static TokenizerException refused(String file, JsonProblem problem) {
        String sentence = switch (problem.kind()) {
            case ABSENT -> "there is no file " + file + "; give the path of a tokenizer.json";
            case NOT_A_FILE, TOO_LARGE ->
                "the file " + file + " " + problem.what() + "; put the file that belongs to the tokenizer there";
            case UNREADABLE -> "the file " + file + " " + problem.what() + "; check its permissions and the disk";
            case DAMAGED -> "the file " + problem.what() + "; it is damaged or cut off, fetch it again";
        };
        return new TokenizerException(name(Path.of(file)) + ": " + sentence, problem.cause());
    }
}
