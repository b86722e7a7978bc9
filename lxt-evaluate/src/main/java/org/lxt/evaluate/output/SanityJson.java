// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import org.lxt.evaluate.sanity.SanityReport;
import org.lxt.evaluate.statistic.Interval;
import org.lxt.json.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sanity checks as JSON. */
public final class SanityJson {
    private SanityJson() {}

    /** The report, with a line end after it; numbers that there are none of are null. */
    public static String toString(SanityReport report) {
        ObjectNode root = JsonText.object();
        root.put("model", report.model());
        root.put("prompts", report.prompts());
        ArrayNode randomised = root.putArray("randomised");
        for (SanityReport.Randomised r : report.randomised()) {
            ObjectNode node = randomised.addObject().put("method", r.method()).put("down_to", r.down());
            correlation(node.putObject("signed"), r.signed());
            correlation(node.putObject("absolute"), r.absolute());
        }
        ArrayNode sameness = root.putArray("sameness");
        for (SanityReport.Sameness s : report.sameness()) {
            ObjectNode node = sameness.addObject().put("method", s.method()).put("way", s.way());
            number(node, "difference", s.difference());
            node.put("line", s.line());
        }
        return JsonText.indented(root) + "\n";
    }

    private static void correlation(ObjectNode node, Interval interval) {
        number(node, "mean", interval.mean());
        number(node, "low", interval.low());
        number(node, "high", interval.high());
        node.put("count", interval.count());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
