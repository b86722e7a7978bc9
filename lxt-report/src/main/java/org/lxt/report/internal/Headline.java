// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.report.Explained;
import org.lxt.report.Report;

/** The lines above and below a heatmap on pages and paper. */
public final class Headline {
    private static final String DOT = "  \u00b7  ";

    private Headline() {}

    /** What a report answers. */
    public static String question(Report report) {
        return report.matrix()
                ? "Where each word of the answer came from"
                : question(report.explained().getFirst());
    }

    /** The question that an explanation answers. */
    public static String question(Explained e) {
        return "Why " + Wording.PRINTED.target(e) + "?";
    }

    /** What was explained. */
    public static String facts(Explained e) {
        List<String> facts = new ArrayList<>(Wording.PRINTED.numbers(e));
        facts.add(
                e.pixels() != null
                        ? "for " + e.pixels().patchRows() + " x " + e.pixels().patchColumns() + " patches"
                        : e.where().isEmpty()
                                ? "for " + e.tokens().size() + " tokens"
                                : VisibleText.phrase(e.where()) + " of "
                                        + e.tokens().size());
        facts.add("rules " + VisibleText.phrase(e.rules()));
        return String.join(DOT, facts);
    }

    /** Which model. */
    public static String model(ModelIdentity model) {
        String architectures = String.join(", ", model.architectures());
        return VisibleText.phrase(model.checkpoint())
                + DOT
                + VisibleText.phrase(architectures.isEmpty() ? model.family() : architectures)
                + DOT
                + VisibleText.phrase(model.backend());
    }
}
