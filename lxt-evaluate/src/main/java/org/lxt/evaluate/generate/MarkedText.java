// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.json.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A text that grows, and remembers where its evidence is. */
final class MarkedText {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, List<int[]>> evidence = new LinkedHashMap<>();
    private int contextStart;
    private int contextEnd;

    MarkedText add(String more) {
        text.append(more);
        return this;
    }

    /**
     * Adds a sentence that is evidence.
     *
     * @param value the part of it that is evidence of its own, or null
     */
    MarkedText addEvidence(String name, String sentence, @Nullable String value) {
        int at = text.length();
        mark(name, at, at + sentence.length());
        if (value != null) {
            int from = at + sentence.lastIndexOf(value);
            mark("value", from, from + value.length());
        }
        return add(sentence);
    }

    private void mark(String name, int from, int to) {
        evidence.computeIfAbsent(name, _ -> new ArrayList<>()).add(new int[] {from, to});
    }

    /** What counts begins here. */
    MarkedText beginContext() {
        contextStart = text.length();
        return this;
    }

    /** What counts ends here. */
    MarkedText endContext() {
        contextEnd = text.length();
        return this;
    }

    /** As a line of a file of evidence, with this answer. */
    String line(String answer) {
        ObjectNode root = JsonText.object();
        root.put("prompt", text.toString());
        root.put("answer", answer);
        root.putArray("context").add(contextStart).add(contextEnd);
        ObjectNode names = root.putObject("evidence");
        evidence.forEach((name, ranges) -> {
            ArrayNode list = names.putArray(name);
            ranges.forEach(r -> list.addArray().add(r[0]).add(r[1]));
        });
        return JsonText.line(root);
    }
}
