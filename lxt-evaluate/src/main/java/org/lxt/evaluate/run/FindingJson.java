// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import org.lxt.json.JsonText;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings as lines of JSON. */
final class FindingJson {
    private static final long MOST_CHARACTERS = 16_000_000;

    /** Numbers as JSON has them; what is no number is null. */
    private static final JsonReader JSON = JsonReader.of(
            Dialect.STANDARD, MOST_CHARACTERS, (source, problem) -> new TaskException(source + " " + problem.what()));

    private FindingJson() {}

    static String line(Finding finding) {
        ObjectNode root = JsonText.object();
        root.put("prompt", finding.prompt());
        root.put("answered", finding.isAnswered());
        if (finding.isAnswered()) {
            root.put("method", finding.method());
            root.put("hops", finding.hops());
            ObjectNode measures = root.putObject("figures");
            finding.figures().forEach((measure, figures) -> {
                ObjectNode each = measures.putObject(measure.toString());
                figures.forEach((name, value) -> {
                    if (Double.isFinite(value)) {
                        each.put(name, value);
                    } else {
                        each.putNull(name);
                    }
                });
            });
        }
        return JsonText.line(root);
    }

    static JsonNode tree(String where, String line) {
        return JSON.tree(where, line);
    }

    static Finding read(String where, String line) {
        JsonNode root = tree(where, line);
        String prompt = root.path("prompt").asString("");
        if (prompt.isEmpty() || !root.path("answered").isBoolean()) {
            throw new TaskException(where + " is not a result of an evaluation; name another file for the results");
        }
        if (!root.path("answered").asBoolean()) {
            return Finding.unanswered(prompt);
        }
        Map<Measure, Map<String, Double>> figures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> measure : root.path("figures").properties()) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> figure : measure.getValue().properties()) {
                JsonNode value = figure.getValue();
                values.put(figure.getKey(), value.isNumber() ? value.asDouble() : Double.NaN);
            }
            figures.put(Measure.of(measure.getKey()), values);
        }
        return new Finding(
                prompt, root.path("method").asString(""), root.path("hops").asInt(0), figures);
    }
}
