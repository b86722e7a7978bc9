// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** The names of a classifier's classes, as its options give them. */
public final class Labels {
    /** As in transformers, where nothing says how many there are. */
    private static final int ABSENT = 2;

    /** More than any classifier has. */
    private static final int MOST = 1 << 20;

    private static final String SINGLE_LABEL = "single_label_classification";
    private static final String MULTI_LABEL = "multi_label_classification";
    private static final String REGRESSION = "regression";
    private static final String SCORE = "score";

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
        if (told.orElse(1) > MOST) {
            throw config.wrong("num_labels", "at most " + MOST, told.getAsInt());
        }
        if (named == null) {
            return numbered(told.orElse(ABSENT));
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

    /**
     * Reads {@code id2label} where something else says how many classes there are; without it they are called {@code
     * LABEL_0}, {@code LABEL_1}, ...
     *
     * @throws ModelException if it has other than these numbers
     */
    public static List<String> read(ModelConfig config, int count) {
        if (config.raw("id2label") == null) {
            return numbered(count);
        }
        List<String> labels = read(config);
        if (labels.size() != count) {
            throw config.wrong("id2label", "names for the " + count + " classes that the head has", labels.size());
        }
        return labels;
    }

    private static List<String> numbered(int count) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add("LABEL_" + i);
        }
        return labels;
    }

    /**
     * The logits of a classifier of whole sequences or pictures: of classes one of which is right, or of which each may be
     * right, or a quantity, as {@code problem_type} says. Where it says nothing, a single logit is a quantity, as in
     * transformers. A single quantity that nobody gave a name is called {@code score}.
     */
    public static OutputKind logits(ModelConfig config, OutputKind.Place place) {
        List<String> labels = read(config);
        String absent = labels.size() == 1 ? REGRESSION : SINGLE_LABEL;
        String type = config.string("problem_type").orElse(absent);
        OutputKind.Entries entries = switch (type) {
            case SINGLE_LABEL -> OutputKind.Entries.LABEL;
            case MULTI_LABEL -> OutputKind.Entries.INDEPENDENT_LABEL;
            case REGRESSION -> OutputKind.Entries.SCORE;
            default ->
                throw config.wrong("problem_type", SINGLE_LABEL + ", " + MULTI_LABEL + " or " + REGRESSION, type);
        };
        boolean isUnnamed = type.equals(REGRESSION) && labels.equals(numbered(1));
        return new OutputKind(OutputKind.LOGITS, place, entries, isUnnamed ? List.of(SCORE) : labels);
    }
}
