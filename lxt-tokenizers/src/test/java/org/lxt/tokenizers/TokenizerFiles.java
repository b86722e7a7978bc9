// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small tokenizer.json files written for one test. */
public final class TokenizerFiles {

    static final String VOCAB = "\"vocab\": {\"a\": 0, \"b\": 1, \"c\": 2, \"ab\": 3, \"abc\": 4}";
    static final String MERGES = "\"merges\": [[\"a\", \"b\"]]";

    private TokenizerFiles() {}

    static Tokenizer bpe(String modelFields) {
        return load("{\"model\": {\"type\": \"BPE\", " + modelFields + ", " + VOCAB + ", " + MERGES + "}}");
    }

    /** A file with a usable model and the given fields next to it. */
    static Tokenizer with(String fields) {
        return load("{\"model\": {\"type\": \"BPE\", " + VOCAB + ", " + MERGES + "}, " + fields + "}");
    }

    public static Tokenizer load(String json) {
        try {
            Path directory = Files.createTempDirectory("tokenizer");
            Path file = directory.resolve("tokenizer.json");
            try {
                Files.writeString(file, json);
                return Tokenizer.load(file);
            } finally {
                Files.delete(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
