// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import org.lxt.evaluate.run.Variant;
import org.lxt.evaluate.statistic.Interval;
import org.lxt.json.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An evaluation as JSON: its means with intervals, and how methods differ. */
public final class EvaluationJson {
    private EvaluationJson() {}

    /** The summary, with a line end after it. */
    public static String toString(EvaluationSummary summary) {
        ObjectNode root = JsonText.object();
        root.put("model", summary.evaluation().model());
        root.put("prompts", summary.evaluation().prompts());
        root.put("answered", summary.evaluation().answered());
        ArrayNode variants = root.putArray("variants");
        for (Variant variant : summary.variants()) {
            ObjectNode each = describe(variants.addObject(), variant);
            ObjectNode figures = each.putObject("figures");
            summary.evaluation()
                    .figures()
                    .forEach(name -> summary.at(variant, name).ifPresent(i -> interval(figures.putObject(name), i)));
        }
        ArrayNode comparisons = root.putArray("comparisons");
        for (EvaluationSummary.Comparison c : summary.comparisons()) {
            ObjectNode each = comparisons.addObject();
            describe(each.putObject("of"), c.variant());
            describe(each.putObject("less"), c.from());
            each.put("figure", c.figure());
            interval(each.putObject("difference"), c.difference());
            each.put("p", c.p());
            each.put("p_together", c.together());
        }
        return JsonText.indented(root) + "\n";
    }

    private static ObjectNode describe(ObjectNode node, Variant variant) {
        return node.put("method", variant.method())
                .put("hops", variant.hops())
                .put("measure", variant.measure().toString());
    }

    private static void interval(ObjectNode node, Interval interval) {
        node.put("mean", interval.mean())
                .put("low", interval.low())
                .put("high", interval.high())
                .put("count", interval.count());
    }
}
