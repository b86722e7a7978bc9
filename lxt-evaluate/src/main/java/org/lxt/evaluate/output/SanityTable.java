// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lxt.evaluate.sanity.SanityReport;
import org.lxt.evaluate.statistic.Interval;

/** Sanity checks as tables of text for a terminal. */
public final class SanityTable {
    private SanityTable() {}

    /** Columns of the same width. */
    public static String text(SanityReport report) {
        List<List<String>> randomised = new ArrayList<>();
        randomised.add(List.of("method", "drawn anew down to", "signed", "absolute"));
        for (SanityReport.Randomised r : report.randomised()) {
            randomised.add(List.of(r.method(), r.down(), cell(r.signed()), cell(r.absolute())));
        }
        List<List<String>> sameness = new ArrayList<>();
        sameness.add(List.of("method", "way", "largest difference", "line"));
        for (SanityReport.Sameness s : report.sameness()) {
            sameness.add(List.of(
                    s.method(), s.way(), String.format(Locale.ROOT, "%.1e", s.difference()), String.valueOf(s.line())));
        }
        return report.model() + ": " + report.prompts() + " prompts\n\n"
                + "Rank correlation with the explanation of the model as it was (means with 95 % intervals)\n"
                + Lines.aligned(randomised)
                + "\nDifference from the explanation of a prompt by itself, as a share of its largest relevance\n"
                + Lines.aligned(sameness);
    }

    private static String cell(Interval interval) {
        return Lines.cell(interval.count() == 0 ? Optional.empty() : Optional.of(interval));
    }
}
