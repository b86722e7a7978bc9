// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.List;
import org.lxt.report.RankedPassage;
import tools.jackson.databind.node.ObjectNode;

/** The passages of a ranking in JSON. */
final class JsonRanking {
    private JsonRanking() {}

    static void describe(RankedPassage passage, ObjectNode node) {
        node.put("name", passage.name())
                .put("rank", passage.rank())
                .put("index", passage.index())
                .put("score", passage.score());
    }

    /** The passage of each attribution that has one. */
    static List<RankedPassage> read(List<JsonField> attributions) {
        return attributions.stream()
                .flatMap(a -> a.find("passage").stream())
                .map(p -> new RankedPassage(
                        p.get("name").text(),
                        p.get("rank").integer(),
                        p.get("index").integer(),
                        p.get("score").number()))
                .toList();
    }
}
