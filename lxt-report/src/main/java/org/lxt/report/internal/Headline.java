package org.lxt.report.internal;

import org.lxt.explain.ModelIdentity;
import org.lxt.report.Account;
import org.lxt.report.Explained;

/** The sentences above and below a heatmap, for reports on paper. */
public final class Headline {
    private Headline() {}

    /** The question that a report answers. */
    public static String question(Explained e) {
        return "Why " + VisibleText.label(e.target().text(), 40) + "?";
    }

    /** What was explained. */
    public static String facts(Explained e) {
        String advantage = e.contrastive()
                ? "  \u00b7  advantage over " + Opponents.of(e.contrast()) + " " + Figures.plain(e.value())
                : "";
        String probability = Double.isNaN(e.target().probability())
                ? ""
                : "  \u00b7  probability " + Figures.percent(e.target().probability());
        String where = e.pixels() != null
                ? "for " + e.pixels().patchRows() + " x " + e.pixels().patchColumns() + " patches"
                : e.where().isEmpty()
                        ? "for " + e.tokens().size() + " tokens"
                        : VisibleText.label(e.where()).replace('\u2423', ' ') + " of "
                                + e.tokens().size();
        return "logit " + Figures.plain(e.target().logit()) + probability + advantage + "  \u00b7  " + where
                + "  \u00b7  rules " + VisibleText.label(e.rules()).replace('\u2423', ' ');
    }

    /** Which model. */
    public static String model(ModelIdentity model) {
        String architectures = String.join(", ", model.architectures());
        return VisibleText.label(VisibleText.lastName(model.checkpoint())).replace('\u2423', ' ') + "  \u00b7  "
                + VisibleText.label(architectures.isEmpty() ? model.family() : architectures) + "  \u00b7  "
                + VisibleText.label(model.backend()).replace('\u2423', ' ');
    }

    /** How the account of an explanation closes. */
    public static String closing(Explained e, Account account) {
        return account.inWords(e.pixels() == null ? "tokens" : "pixels", Figures::plain);
    }
}
