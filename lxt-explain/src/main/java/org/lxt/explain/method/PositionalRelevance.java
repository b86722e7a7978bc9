// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.request.ExplainException;

/**
 * PA-LRP: a propagation that takes positions for inputs, too. A learned embedding of a position receives what arrives at it,
 * which otherwise is in the ledger as what a constant absorbed. A rotation is a product of two factors, a query or key and
 * its position, and each receives half; so less arrives at the tokens than without.
 *
 * <p>All layers and heads of a token are added up with their signs. The script of the paper's authors adds up the absolute
 * values of the sums for cosines and sines of each layer instead.
 *
 * @param inner the propagation
 * @param part what is told
 * @see <a href="https://arxiv.org/abs/2506.02138">Revisiting LRP: Positional Attribution as the Missing Ingredient for
 *     Transformer Explainability</a>
 */
public record PositionalRelevance(Propagation inner, Part part) implements Method {
    /** What is told of each token. */
    public enum Part {
        /** The token and its positions together, as the paper has it. */
        BOTH,
        /** What the positions received alone. */
        POSITIONS,
        /** What is left for the token. */
        TOKENS;

        /** The part of a name in small letters. */
        public static Part named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is passed on. */
    public PositionalRelevance {
        if (inner.hops() > 0) {
            throw new ExplainException("the relevance of positions is found in a single backward pass; leave hops out");
        }
    }

    @Override
    public String name() {
        return "pa-lrp(" + part + ") of " + inner.name();
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Positioned> found = passes.positions(inner, questions);
        List<Relevance> result = new ArrayList<>();
        for (int q = 0; q < found.size(); q++) {
            Relevance tokens = found.get(q).relevance();
            double[] features = tokens.features();
            double[] all = Spread.evenly(questions.get(q), found.get(q).positions());
            if (part != Part.TOKENS) {
                Arrays.setAll(all, i -> all[i] + (part == Part.BOTH ? features[i] : 0));
            }
            result.add(Relevance.of(tokens.value(), part == Part.TOKENS ? features : all));
        }
        return result;
    }
}
