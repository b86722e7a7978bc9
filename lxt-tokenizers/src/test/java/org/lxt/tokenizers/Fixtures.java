// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lxt.tokenizers.file.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokenizers and recorded calls of the reference library. */
public final class Fixtures {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Fixtures() {}

    static Path file(String kind, String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "tokenizers", kind, name);
    }

    static Tokenizer tokenizer(String kind) {
        return Tokenizer.load(file(kind, "tokenizer.json"));
    }

    /** A file or folder next to the tests. */
    public static Path resource(String name) {
        return Path.of(System.getProperty("lxt.root"), "lxt-tokenizers/src/test/resources/org/lxt/tokenizers", name);
    }

    static List<JsonNode> cases(String kind) {
        return lines(file(kind, "cases.jsonl"));
    }

    /** JSON, one value a line. */
    static List<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Field field(String json) {
        return new Field("tokenizer.json", "", JSON.readTree(json));
    }

    /** A field that holds the pattern as its text, for readers that take one. */
    public static Field text(String value) {
        return new Field("tokenizer.json", "pattern", JSON.valueToTree(value));
    }
}
