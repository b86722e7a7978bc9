package org.lxt.report.internal;

import java.util.Comparator;
import java.util.List;
import org.lxt.explain.TokenRelevance;

/** The tokens that matter most. */
public final class Strongest {
    private Strongest() {}

    /** The tokens with the most relevance, for or against, strongest first. */
    public static List<TokenRelevance> of(List<TokenRelevance> tokens, int limit) {
        return tokens.stream()
                .filter(t -> t.relevance() != 0)
                .sorted(Comparator.comparingDouble((TokenRelevance t) -> -Math.abs(t.relevance())))
                .limit(limit)
                .toList();
    }
}
