// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures that scikit-learn and scipy computed, made by {@code oracle/make/evaluation_figures.py}. */
public final class ReferenceFigures {
    private static final JsonNode ROOT = read();

    private ReferenceFigures() {}

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(ReferenceFigures.class.getResourceAsStream("figures.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<JsonNode> of(String kind) {
        return ROOT.path(kind).valueStream();
    }

    public static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    public static boolean[] flags(JsonNode list) {
        boolean[] flags = new boolean[list.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = list.get(i).asBoolean();
        }
        return flags;
    }
}
