// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lxt.evaluate.run.Evaluation;
import org.lxt.evaluate.run.Variant;

/** An evaluation as tables of text, for a terminal or for Markdown. */
public final class EvaluationTable {
    private static final double LEAST_P = 1e-4;

    private EvaluationTable() {}

    /** For a terminal: columns of the same width. */
    public static String text(EvaluationSummary summary) {
        StringBuilder text = new StringBuilder(heading(summary.evaluation())).append("\n");
        tables(summary)
                .forEach(table ->
                        text.append("\n").append(table.title()).append("\n").append(Lines.aligned(table.rows())));
        return text.toString();
    }

    /** For a page of Markdown. */
    public static String markdown(EvaluationSummary summary) {
        StringBuilder text = new StringBuilder(heading(summary.evaluation())).append("\n");
        for (Table table : tables(summary)) {
            text.append("\n").append(table.title()).append("\n\n");
            for (int i = 0; i < table.rows().size(); i++) {
                text.append("| ")
                        .append(String.join(" | ", table.rows().get(i)))
                        .append(" |\n");
                if (i == 0) {
                    text.append("|---".repeat(table.rows().getFirst().size())).append("|\n");
                }
            }
        }
        return text.toString();
    }

    private record Table(String title, List<List<String>> rows) {}

    private static String heading(Evaluation evaluation) {
        return evaluation.model() + ": " + evaluation.answered() + " of " + evaluation.prompts()
                + " prompts; means with 95 % intervals";
    }

    private static List<Table> tables(EvaluationSummary summary) {
        List<Table> tables = new ArrayList<>();
        summary.groups().forEach((group, figures) -> tables.add(figures(summary, group, figures)));
        if (!summary.comparisons().isEmpty()) {
            tables.add(comparisons(summary));
        }
        return tables;
    }

    private static Table figures(EvaluationSummary summary, String group, List<String> figures) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("method", "measure"));
        figures.forEach(f -> head.add(f.substring(f.lastIndexOf('.') + 1)));
        rows.add(head);
        for (Variant variant : summary.variants()) {
            List<String> row = new ArrayList<>(
                    List.of(variant.explainer(), variant.measure().toString()));
            figures.forEach(f -> row.add(Lines.cell(summary.at(variant, f))));
            rows.add(row);
        }
        return new Table(group.isEmpty() ? "Faithfulness" : "Evidence: " + group, rows);
    }

    private static Table comparisons(EvaluationSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("method", "measure", "less", "figure", "difference", "p", "p, all together"));
        for (EvaluationSummary.Comparison c : summary.comparisons()) {
            rows.add(List.of(
                    c.variant().explainer(),
                    c.variant().measure().toString(),
                    c.from().explainer(),
                    c.figure(),
                    Lines.cell(Optional.of(c.difference())),
                    p(c.p()),
                    p(c.together())));
        }
        return new Table("Differences on the same prompts (paired permutation test, Holm's correction)", rows);
    }

    private static String p(double value) {
        return value < LEAST_P ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }
}
