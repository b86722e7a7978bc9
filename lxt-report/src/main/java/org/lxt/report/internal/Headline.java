package org.lxt.report.internal;

import java.util.stream.Stream;
import org.lxt.explain.Candidate;
import org.lxt.explain.Contrast;
import org.lxt.explain.ModelIdentity;
import org.lxt.explain.TokenTexts;
import org.lxt.report.Account;
import org.lxt.report.Explained;

/** The sentences above and below a heatmap, for reports on paper. */
public final class Headline {
    private static final int LONGEST = 40;

    private Headline() {}

    /** The question that a report answers. */
    public static String question(Explained e) {
        return "Why " + name(e) + "?";
    }

    /** The target as a heading or a sentence has it. */
    public static String name(Explained e) {
        return name(e, Stream.of());
    }

    /** The same among other targets, told apart from those that differ by a space alone. */
    public static String name(Explained e, Stream<String> others) {
        Contrast contrast = e.contrast();
        Stream<String> opponents =
                contrast == null ? Stream.of() : contrast.tokens().stream().map(Candidate::text);
        String[] texts = Stream.concat(opponents, others).toArray(String[]::new);
        return VisibleText.phrase(TokenTexts.inSentence(e.target().text(), texts), LONGEST);
    }

    /** What was explained. */
    public static String facts(Explained e) {
        String advantage =
                e.contrastive() ? "  \u00b7  advantage over " + Opponents.of(e) + " " + Figures.plain(e.value()) : "";
        String probability = Double.isNaN(e.target().probability())
                ? ""
                : "  \u00b7  probability " + Figures.percent(e.target().probability());
        String where = e.pixels() != null
                ? "for " + e.pixels().patchRows() + " x " + e.pixels().patchColumns() + " patches"
                : e.where().isEmpty()
                        ? "for " + e.tokens().size() + " tokens"
                        : VisibleText.phrase(e.where()) + " of " + e.tokens().size();
        return "logit " + Figures.plain(e.target().logit()) + probability + advantage + "  \u00b7  " + where
                + "  \u00b7  rules " + VisibleText.phrase(e.rules());
    }

    /** Which model. */
    public static String model(ModelIdentity model) {
        String architectures = String.join(", ", model.architectures());
        return VisibleText.phrase(model.checkpoint()) + "  \u00b7  "
                + VisibleText.phrase(architectures.isEmpty() ? model.family() : architectures) + "  \u00b7  "
                + VisibleText.phrase(model.backend());
    }

    /** How the account of an explanation closes. */
    public static String closing(Explained e, Account account) {
        return account.inWords(e.pixels() == null ? "tokens" : "pixels", Figures::plain);
    }
}
