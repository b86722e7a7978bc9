// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.Comparator;
import java.util.List;

/** The tokens or words that matter most. */
public final class Strongest {
    private Strongest() {}

    /** Those with the most relevance, for or against, strongest first. */
    public static List<Rows.Row> of(List<Rows.Row> rows, int limit) {
        return rows.stream()
                .filter(r -> r.relevance() != 0)
                .sorted(Comparator.comparingDouble((Rows.Row r) -> -Math.abs(r.relevance())))
                .limit(limit)
                .toList();
    }

    /** Those with the most relevance, in the prompt's order; some with none where there are no others. */
    public static List<Rows.Row> inOrder(List<Rows.Row> rows, int limit) {
        return rows.stream()
                .sorted(Comparator.comparingDouble((Rows.Row r) -> -Math.abs(r.relevance())))
                .limit(limit)
                .sorted(Comparator.comparingInt(Rows.Row::index))
                .toList();
    }

    /** Those with the most relevance at any hidden state, in the prompt's order: what is fetched on the way counts, too. */
    public static List<Rows.Row> atAnySite(Rows rows, int limit) {
        return rows.all().stream()
                .sorted(Comparator.comparingDouble((Rows.Row r) -> -largest(rows, r)))
                .limit(limit)
                .sorted(Comparator.comparingInt(Rows.Row::index))
                .toList();
    }

    private static double largest(Rows rows, Rows.Row row) {
        return rows.latent().stream()
                .mapToDouble(s -> Math.abs(s.at(row.index())))
                .max()
                .orElse(0);
    }
}
