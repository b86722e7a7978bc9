// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;

/** A target in words. */
public final class TargetWords {
    private TargetWords() {}

    /** What distinguishes a target from the others, for a button. */
    public static String brief(Explained e, List<Explained> all) {
        StringBuilder words = new StringBuilder();
        words.append(e.contrastive() ? "advantage over " + Wording.PRINTED.opponents(e) + " " : "")
                .append(Figures.plain(e.value()));
        if (all.stream().anyMatch(o -> o.position() != e.position())) {
            words.append(e.isNextToken() ? " after " : " at ").append(e.position());
        }
        if (all.stream().anyMatch(o -> !o.output().name().equals(e.output().name()))) {
            words.append(" in ").append(VisibleText.label(e.output().name()));
        }
        if (all.stream().anyMatch(o -> !o.rules().equals(e.rules()))) {
            words.append(' ').append(e.rules());
        }
        return words.toString();
    }

    /** What was explained, in one word. */
    static String quantity(Explained e) {
        return e.contrastive() ? "advantage" : Wording.quantity(e);
    }

    /** What all shares of it add up to. */
    static String wholeOf(Explained e) {
        if (e.convergence() != null) {
            return "are the explained value less its value at the baseline, except for what is left over";
        }
        return e.ledger() == null
                ? "need not be the explained value"
                : "with what the ledger books, are the explained value";
    }

    /** What one entry of the output is called. */
    static String entry(Explained e) {
        return switch (e.output().entries()) {
            case NEXT_TOKEN -> "Next token";
            case MASKED_TOKEN, PROMPT_TOKEN -> "Token";
            case LABEL, INDEPENDENT_LABEL -> "Label";
            case SCORE, UNIT -> "Output";
        };
    }

    /** What the model does by the explained entry. */
    static String answers(Explained e) {
        if (e.isSum()) {
            return "says";
        }
        return switch (e.output().entries()) {
            case NEXT_TOKEN -> isTheAnswer(e) ? "answers the prompt with" : "continues token " + e.position() + " with";
            case MASKED_TOKEN -> "fills token " + e.position() + " in with";
            case LABEL, INDEPENDENT_LABEL ->
                e.standsAtToken()
                        ? "labels token " + e.position()
                        : e.pixels() == null ? "answers the prompt with" : "sees in the image";
            case PROMPT_TOKEN -> "chooses, in " + VisibleText.label(e.output().name()) + ", the token";
            case SCORE, UNIT -> "computes";
        };
    }

    private static boolean isTheAnswer(Explained e) {
        boolean top = !e.candidates().isEmpty()
                && e.candidates().getFirst().id() == e.target().id();
        return top && e.position() == e.tokens().size() - 1;
    }
}
