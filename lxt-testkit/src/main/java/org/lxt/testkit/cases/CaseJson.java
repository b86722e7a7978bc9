// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.nio.file.Path;
import java.util.Map;
import org.lxt.json.Dialect;
import org.lxt.json.JsonProblem;
import org.lxt.json.JsonReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of cases, which Python writes. What is wrong with it is a {@link CaseException}. */
public final class CaseJson {
    private static final long MOST_BYTES = 256_000_000;

    private static final JsonReader READER = JsonReader.of(Dialect.PYTHON, MOST_BYTES, CaseJson::refused);

    private CaseJson() {}

    /** The value that a file holds. */
    public static JsonNode tree(Path file) {
        return READER.tree(file);
    }

    /** The value that a text holds. */
    public static JsonNode tree(String source, String text) {
        return READER.tree(source, text);
    }

    /** The object that a file holds, to be changed. */
    public static ObjectNode object(Path file) {
        if (!(READER.tree(file) instanceof ObjectNode object)) {
            throw new CaseException(file + " is not a JSON object");
        }
        return object;
    }

    /** {@link #object} by a name that needs no quotes in Kotlin and Scala. */
    public static ObjectNode read(Path file) {
        return object(file);
    }

    /** The object that a text holds, as plain Java values. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    public static Map<String, Object> options(String source, String text) {
        if (!(READER.value(source, text) instanceof Map<?, ?> options)) {
            throw new CaseException(source + " is not a JSON object");
        }
        return (Map<String, Object>) options;
    }

    static String text(Path file) {
        return READER.text(file);
    }

    private static CaseException refused(String source, JsonProblem problem) {
        return new CaseException(source + " " + problem.what(), problem.cause());
    }
}
