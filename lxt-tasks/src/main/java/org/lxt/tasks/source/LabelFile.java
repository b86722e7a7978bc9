package org.lxt.tasks.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names of classes: one a line; or a JSON array of names; or a JSON object of names by number, each perhaps behind its
 * WordNet id, as ImageNet's classes are published.
 */
public final class LabelFile {
    private static final long MOST_BYTES = 16_000_000;

    private LabelFile() {}

    /** Reads the names. */
    public static List<String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TaskException("there is no file of labels " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new TaskException(file + " is too large for a file of labels");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException _) {
            throw new TaskException(file + " is no file of labels: it is not UTF-8 text");
        }
        String trimmed = text.strip();
        List<String> labels = trimmed.startsWith("[") || trimmed.startsWith("{")
                ? json(file, trimmed)
                : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        if (labels.isEmpty()) {
            throw new TaskException(file + " holds no labels");
        }
        return labels;
    }

    private static List<String> json(Path file, String text) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new TaskException(file + " is no file of labels: it is not valid JSON at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            JsonNode label = root.isArray() ? root.get(i) : root.get(Integer.toString(i));
            JsonNode name = label != null && label.isArray() && label.size() == 2 ? label.get(1) : label;
            if (name == null || !name.isString()) {
                throw new TaskException(file + " is no file of labels: it has no name for class " + i);
            }
            labels.add(name.stringValue());
        }
        return labels;
    }
}
