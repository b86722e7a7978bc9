// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.json.Dialect;
import org.lxt.json.JsonProblem;
import org.lxt.json.JsonReader;
import org.lxt.spi.checkpoint.ModelException;

/** Reads the JSON files of a checkpoint folder, which are written with Python. */
public final class JsonObjects {
    /** Several times the index of the largest checkpoints; anything larger was not meant to be read as JSON. */
    private static final long MOST_BYTES = 64_000_000;

    private static final JsonReader READER = JsonReader.of(Dialect.PYTHON, MOST_BYTES, JsonObjects::refused);

    private JsonObjects() {}

    /** The object that a file holds, its values as {@link JsonReader#value(Path)} gives them. */
    public static Map<String, Object> read(Path file) {
        if (!(readAny(file) instanceof Map<?, ?> map)) {
            throw Refusal.damaged(file.toString(), "is not a JSON object");
        }
        return object(map);
    }

    /** The value that a file holds. */
    public static @Nullable Object readAny(Path file) {
        return READER.value(file);
    }

    /** The value of a text that a file holds. */
    public static @Nullable Object value(String source, String text) {
        return READER.value(source, text);
    }

    /** An object that was read. */
    public static Map<String, Object> object(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((name, element) -> result.put((String) name, element));
        return result;
    }

    private static ModelException refused(String file, JsonProblem problem) {
        String what = file + ": " + problem.what();
        return switch (problem.kind()) {
            case ABSENT, NOT_A_FILE -> new ModelException(what + "; put the checkpoint's own file there");
            case TOO_LARGE -> new ModelException(what + "; put the JSON file that belongs to the checkpoint there");
            case UNREADABLE -> new ModelException(what + "; check its permissions and the disk", problem.cause());
            case DAMAGED -> Refusal.damaged(file, problem.what());
        };
    }
}
