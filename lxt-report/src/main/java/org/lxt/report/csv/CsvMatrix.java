// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.csv;

import java.util.List;
import org.lxt.report.Report;
import org.lxt.report.internal.scale.MatrixTable;
import org.lxt.report.internal.scale.MatrixTable.Column;
import org.lxt.report.internal.scale.MatrixTable.Line;

/** A matrix as a table: a row for each token of the answer, or word, and a column for each that it may have come from. */
final class CsvMatrix {
    private CsvMatrix() {}

    static String toString(Report report) {
        MatrixTable table = MatrixTable.of(report);
        CsvText csv = new CsvText();
        List.of("first_token", "last_token", "text", "value", "total", "absorbed")
                .forEach(csv::text);
        table.columns().forEach(c -> csv.text(head(c)));
        csv.endRow();
        for (Line line : table.lines()) {
            Column own = line.column();
            csv.number(own.firstToken())
                    .number(own.lastToken())
                    .text(own.name())
                    .number(line.value())
                    .number(line.total());
            if (Double.isNaN(line.absorbed())) {
                csv.nothing();
            } else {
                csv.number(line.absorbed());
            }
            for (Column column : table.columns()) {
                if (column.index() < line.seen()) {
                    csv.number(line.relevance()[column.index()]);
                } else {
                    csv.nothing();
                }
            }
            csv.endRow();
        }
        return csv.toString();
    }

    /** The number of its token, for texts occur twice, and its text. */
    private static String head(Column column) {
        return column.firstToken() + " " + column.name();
    }
}
