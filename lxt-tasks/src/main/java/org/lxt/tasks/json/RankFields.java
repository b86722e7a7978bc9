// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tasks.rank.PairLayout;
import org.lxt.tasks.rank.Passage;
import org.lxt.tasks.rank.RankTask;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a ranking. */
final class RankFields {
    static final List<String> NAMES = List.of("query", "passages", "instruction", "layout");

    private RankFields() {}

    static RankTask read(TaskFields fields) {
        List<Passage> passages = new ArrayList<>();
        for (JsonNode node : fields.oneOrMore("passages")) {
            passages.add(passage(node, "passage " + (passages.size() + 1)));
        }
        return new RankTask(
                fields.text("query"),
                passages,
                fields.optionalText("instruction").orElse(null),
                fields.optionalText("layout").map(PairLayout::new).orElse(null));
    }

    /** A text, or an object with a text and, if wanted, a name. */
    static Passage passage(JsonNode node, String usual) {
        if (node.isString()) {
            return new Passage(usual, node.stringValue());
        }
        if (!node.isObject()) {
            throw new TaskException("a passage is a text, or an object with a \"text\" and a \"name\"");
        }
        TaskFields one = new TaskFields(node);
        one.requireKnown(List.of("name", "text"));
        return new Passage(one.optionalText("name").orElse(usual), one.text("text"));
    }

    static void write(RankTask rank, ObjectNode root) {
        root.put("task", "rank").put("query", rank.query());
        ArrayNode list = root.putArray("passages");
        rank.passages().forEach(p -> list.addObject().put("name", p.name()).put("text", p.text()));
        if (rank.instruction() != null) {
            root.put("instruction", rank.instruction());
        }
        if (rank.layout() != null) {
            root.put("layout", rank.layout().text());
        }
    }
}
