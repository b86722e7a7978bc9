package org.lxt.report.html;

import java.util.List;
import org.lxt.report.Explained;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.Opponents;

/** A target in words. */
final class TargetWords {
    private TargetWords() {}

    /** What tells a target from the others, for a button. */
    static String brief(Explained e, List<Explained> all) {
        StringBuilder words = new StringBuilder();
        words.append(e.contrastive() ? "advantage over " + Opponents.of(e.contrast()) + " " : "")
                .append(Figures.plain(e.value()));
        if (all.stream().anyMatch(o -> o.position() != e.position())) {
            words.append(" after ").append(e.position());
        }
        if (all.stream().anyMatch(o -> !o.rules().equals(e.rules()))) {
            words.append(' ').append(e.rules());
        }
        return words.toString();
    }

    /** What was explained, in one word. */
    static String quantity(Explained e) {
        return e.contrastive() ? "advantage" : "logit";
    }
}
