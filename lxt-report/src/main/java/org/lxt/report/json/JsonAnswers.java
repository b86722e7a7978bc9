// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.List;
import java.util.Optional;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.Hop;
import org.lxt.report.AnswerParts;
import org.lxt.report.Explained;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers in JSON: what was explained together, and the hops. */
final class JsonAnswers {
    private JsonAnswers() {}

    static void describe(Explained e, ObjectNode node) {
        AnswerParts answer = e.answer();
        if (e.isSum()) {
            ArrayNode entries = node.putArray("explained");
            answer.entries().forEach(entry -> describe(entry, entries.addObject()));
        }
        if (answer.firstToken() < e.tokens().size()) {
            node.put("answer", answer.firstToken());
        }
        if (!answer.hops().isEmpty()) {
            ArrayNode hops = node.putArray("hops");
            answer.hops().forEach(hop -> describe(hop, hops.addObject()));
        }
    }

    private static void describe(ExplainedEntry entry, ObjectNode node) {
        node.put("position", entry.position()).put("weight", entry.weight());
        JsonWriting.describe(entry.target(), node.putObject("target"));
        node.put("value", entry.value());
        entry.contrast().ifPresent(c -> JsonWriting.describe(c, node.putObject("contrast")));
    }

    private static void describe(Hop hop, ObjectNode node) {
        ArrayNode relevance = node.putArray("relevance");
        for (double value : hop.relevance()) {
            relevance.add(value);
        }
        node.put("absorbed", hop.absorbed());
        hop.kept().forEach(node.putArray("kept")::add);
    }

    /** Files of older versions have none of it. */
    static AnswerParts read(JsonField a, int tokens) {
        return new AnswerParts(
                a.find("answer").map(JsonField::integer).orElse(tokens),
                a.find("explained").map(e -> e.list(JsonAnswers::entry)).orElse(List.of()),
                a.find("hops").map(h -> h.list(JsonAnswers::hop)).orElse(List.of()));
    }

    private static ExplainedEntry entry(JsonField e) {
        return new ExplainedEntry(
                e.get("position").integer(),
                e.get("weight").number(),
                JsonReading.candidate(e.get("target")),
                e.get("value").number(),
                Optional.ofNullable(
                        e.find("contrast").map(JsonReading::contrast).orElse(null)),
                List.of());
    }

    private static Hop hop(JsonField h) {
        double[] relevance = h.get("relevance").list(JsonField::number).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new Hop(relevance, h.get("absorbed").number(), h.get("kept").list(JsonField::integer));
    }
}
