// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.List;
import org.lxt.explain.units.UnitSum;
import org.lxt.explain.units.UnitSummary;
import org.lxt.report.Explained;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Units in JSON: the strongest of each value. */
final class JsonUnits {
    private JsonUnits() {}

    static void describe(Explained e, ObjectNode node) {
        if (!e.units().isEmpty()) {
            ArrayNode all = node.putArray("units");
            e.units().forEach(value -> describe(value, all.addObject()));
        }
    }

    private static void describe(UnitSummary value, ObjectNode node) {
        node.put("site", value.name())
                .put("tokens", value.tokens())
                .put("units", value.units())
                .put("relevance", value.relevance());
        if (!value.ofUnits().isEmpty()) {
            value.ofUnits().forEach(node.putArray("of_units")::add);
        }
        ArrayNode strongest = node.putArray("strongest");
        for (UnitSum unit : value.strongest()) {
            strongest
                    .addObject()
                    .put("unit", unit.unit())
                    .put("relevance", unit.relevance())
                    .put("token", unit.token())
                    .put("at_token", unit.atToken())
                    .put("activation", unit.activation());
        }
    }

    static List<UnitSummary> read(JsonField explained) {
        return explained.find("units").map(all -> all.list(JsonUnits::value)).orElse(List.of());
    }

    private static UnitSummary value(JsonField value) {
        return new UnitSummary(
                value.get("site").text(),
                value.get("tokens").integer(),
                value.get("units").integer(),
                value.get("relevance").number(),
                value.find("of_units").map(all -> all.list(JsonField::number)).orElse(List.of()),
                value.get("strongest")
                        .list(unit -> new UnitSum(
                                unit.get("unit").integer(),
                                unit.get("relevance").number(),
                                unit.get("token").integer(),
                                unit.get("at_token").number(),
                                unit.get("activation").number())));
    }
}
