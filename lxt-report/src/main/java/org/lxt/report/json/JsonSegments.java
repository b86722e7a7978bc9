// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.List;
import java.util.Locale;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.words.SegmentLine;
import org.lxt.explain.words.SentenceRelevance;
import org.lxt.report.Explained;
import org.lxt.report.PromptParts;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of prompts in JSON: where they are, and where they are shown, what each has. */
final class JsonSegments {
    private static final String SPANS = "segments";
    private static final String LINES = "segment_lines";

    private JsonSegments() {}

    static void describe(Explained e, ObjectNode node) {
        if (!e.parts().spans().isEmpty()) {
            ArrayNode spans = node.putArray(SPANS);
            for (SegmentSpan span : e.parts().spans()) {
                spans.addObject()
                        .put("name", span.name())
                        .put("start", span.start())
                        .put("end", span.end())
                        .put("first_token", span.firstToken())
                        .put("end_token", span.endToken());
            }
        }
        e.segments().ifPresent(segments -> {
            ArrayNode lines = node.putArray(LINES);
            segments.lines().forEach(line -> describe(line, lines.addObject()));
        });
    }

    private static void describe(SegmentLine line, ObjectNode node) {
        node.put("kind", line.kind().name().toLowerCase(Locale.ROOT))
                .put("name", line.name())
                .put("tokens", line.tokens())
                .put("relevance", line.relevance());
        if (!line.sentences().isEmpty()) {
            ArrayNode sentences = node.putArray("sentences");
            line.sentences().forEach(s -> describe(s, sentences.addObject()));
        }
        if (!line.hops().isEmpty()) {
            line.hops().forEach(node.putArray("hops")::add);
        }
    }

    private static void describe(SentenceRelevance sentence, ObjectNode node) {
        node.put("first_token", sentence.firstToken())
                .put("last_token", sentence.lastToken())
                .put("text", sentence.text())
                .put("start", sentence.start())
                .put("end", sentence.end())
                .put("relevance", sentence.relevance());
    }

    /** What the lines say follows from the tokens; that they are there says that they are shown. */
    static PromptParts read(JsonField a) {
        return new PromptParts(
                a.find(SPANS).map(s -> s.list(JsonSegments::span)).orElse(List.of()),
                a.find(LINES).isPresent());
    }

    private static SegmentSpan span(JsonField s) {
        return new SegmentSpan(
                s.get("name").text(),
                s.get("start").integer(),
                s.get("end").integer(),
                s.get("first_token").integer(),
                s.get("end_token").integer());
    }
}
