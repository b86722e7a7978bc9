// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lxt.json.Dialect;
import org.lxt.json.JsonProblem;
import org.lxt.json.JsonReader;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;

/**
 * Names of classes: one per line; or a JSON array of names; or a JSON object of names by number, each perhaps after its
 * WordNet id, as ImageNet's classes are published.
 */
public final class LabelFile {
    private static final long MOST_BYTES = 16_000_000;

    private static final JsonReader READER = JsonReader.of(Dialect.PYTHON, MOST_BYTES, LabelFile::refused);

    private LabelFile() {}

    /** Reads the names. */
    public static List<String> read(Path file) {
        String text = READER.text(file);
        String trimmed = text.strip();
        List<String> labels = trimmed.startsWith("[") || trimmed.startsWith("{")
                ? json(file, text)
                : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        if (labels.isEmpty()) {
            throw new TaskException(file + " holds no labels");
        }
        return labels;
    }

    private static List<String> json(Path file, String text) {
        JsonNode root = READER.tree(file.toString(), text);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            JsonNode label = root.isArray() ? root.get(i) : root.get(Integer.toString(i));
            JsonNode name = label != null && label.isArray() && label.size() == 2 ? label.get(1) : label;
            if (name == null || !name.isString()) {
                throw new TaskException(file + " is not a file of labels: it has no name for class " + i);
            }
            labels.add(name.stringValue());
        }
        return labels;
    }

    private static TaskException refused(String file, JsonProblem problem) {
        return switch (problem.kind()) {
            case ABSENT, NOT_A_FILE -> new TaskException("there is no file of labels " + file);
            case TOO_LARGE, UNREADABLE -> new TaskException(file + " " + problem.what() + "; name a file of labels");
            case DAMAGED -> new TaskException(file + " is not a file of labels: it " + problem.what());
        };
    }
}
