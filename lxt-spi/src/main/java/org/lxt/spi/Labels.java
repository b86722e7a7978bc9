package org.lxt.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The names of a classifier's classes, as its options give them. */
public final class Labels {
    /** As in transformers, where nothing says how many there are. */
    private static final int ABSENT = 2;

    private Labels() {}

    /**
     * Reads {@code id2label}, a name for each class by its number. Without it there are {@code num_labels} classes, 2 if that
     * is absent too, called {@code LABEL_0}, {@code LABEL_1}, ...
     *
     * @throws ModelException if the numbers are not 0, 1, 2, ... each once, or are not as many as {@code num_labels}
     */
    public static List<String> read(ModelConfig config) {
        OptionalInt told = config.optionalPositive("num_labels");
        Object named = config.raw("id2label");
        if (named == null) {
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < told.orElse(ABSENT); i++) {
                labels.add("LABEL_" + i);
            }
            return labels;
        }
        if (!(named instanceof Map<?, ?> map) || map.isEmpty()) {
            throw config.wrong("id2label", "a name for each class by its number", named);
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            if (!(map.get(Integer.toString(i)) instanceof String label)) {
                throw config.wrong("id2label", "names for the numbers 0 to " + (map.size() - 1) + ", each once", named);
            }
            labels.add(label);
        }
        if (told.orElse(labels.size()) != labels.size()) {
            throw config.wrong("num_labels", "as many as id2label has (" + labels.size() + ")", told.getAsInt());
        }
        return labels;
    }
}
