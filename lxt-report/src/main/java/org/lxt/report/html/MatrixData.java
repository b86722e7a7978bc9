// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html;

import java.util.ArrayList;
import java.util.List;
import org.lxt.json.JsonText;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.MatrixTable;
import org.lxt.report.internal.scale.MatrixTable.Column;
import org.lxt.report.internal.scale.MatrixTable.Line;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers behind the page of a matrix, for the script to show on request. */
final class MatrixData {
    private MatrixData() {}

    static String json(List<MatrixTable> tables) {
        ObjectNode root = JsonText.object();
        ArrayNode all = root.putArray("tables");
        tables.forEach(table -> describe(table, all.addObject()));
        return PageData.escape(JsonText.line(root));
    }

    private static void describe(MatrixTable table, ObjectNode node) {
        node.put("noun", table.noun()).put("answer", table.answer());
        ArrayNode columns = node.putArray("columns");
        for (Column column : table.columns()) {
            String tokens = column.firstToken() == column.lastToken()
                    ? "token " + column.firstToken()
                    : "tokens " + column.firstToken() + "-" + column.lastToken();
            columns.addObject()
                    .put("name", VisibleText.label(column.name(), 60))
                    .put("text", column.special() ? column.name() : column.text())
                    .put("special", column.special())
                    .put("tokens", tokens);
        }
        ArrayNode rows = node.putArray("rows");
        for (Line line : table.lines()) {
            ObjectNode row = rows.addObject();
            row.put("column", line.column().index()).put("facts", facts(line));
            numbers(line.relevance(), line.seen(), row.putArray("relevance"));
        }
        numbers(table.sums(), table.columns().size(), node.putArray("sums"));
    }

    private static void numbers(double[] values, int count, ArrayNode node) {
        for (int i = 0; i < count; i++) {
            node.add(PageData.rounded(values[i]));
        }
    }

    /** What is told of a row, in one line. */
    private static String facts(Line line) {
        List<String> facts = new ArrayList<>();
        facts.add("value " + Figures.plain(line.value()));
        facts.add("at the tokens " + Figures.plain(line.total()));
        if (!Double.isNaN(line.absorbed())) {
            facts.add("absorbed " + Figures.plain(line.absorbed()));
        }
        if (line.parts().size() == 1) {
            Explained only = line.parts().getFirst();
            double probability = only.target().probability();
            if (!Double.isNaN(probability)) {
                facts.add("probability " + Figures.percent(probability));
            }
            String others = only.candidates().stream()
                    .filter(c -> c.id() != only.target().id())
                    .limit(3)
                    .map(c -> VisibleText.phrase(c.text(), 24) + " " + Figures.percent(c.probability()))
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("");
            if (!others.isEmpty()) {
                facts.add("instead " + others);
            }
        }
        return String.join(" \u00b7 ", facts);
    }
}
