// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.attention;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.AttentionObserver;
import org.lxt.explain.method.AttentionSum;
import org.lxt.explain.method.LayerAttention;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.request.ExplainException;

/**
 * Information flow routes: what a layer has after its attention is a sum of vectors, one for each head and token and one that
 * was there before, and each counts by how much of the sum would be missing without it, {@code max(0, |y| - |y - part|)} in
 * absolute values. These shares, added up over heads, are the edges from token to token; the relevance of a token is the sum
 * over all routes from it to the state that the target stands on, each the product of its edges. The MLP goes from each token
 * to itself and changes no share. No backward pass and no rule is needed.
 *
 * <p>The numbers are not negative and add up to 1 unless edges are left out and none remains. Where the layer norms the sum,
 * as in BERT, parts are compared after the norm with its spread held constant, as ALTI does (arXiv 2203.04212).
 *
 * @param threshold edges with a smaller share are left out and the others of the same state scaled up; 0 for none
 * @see <a href="https://arxiv.org/abs/2403.00824">Information Flow Routes: Automatically Interpreting Language Models at
 *     Scale</a>
 */
public record InformationFlow(double threshold) implements Method {
    /** Checks the threshold. */
    public InformationFlow {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException(
                    "the threshold of information flow is a share from 0 to below 1, not " + threshold);
        }
    }

    @Override
    public String name() {
        return "information-flow(" + threshold + ")";
    }

    @Override
    public boolean isSigned() {
        return false;
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        Routes routes = new Routes(threshold);
        List<Asked> asked = passes.observe(questions, routes);
        routes.requireAll(name());
        return AttentionRollout.relevance(name(), asked, routes.mixings);
    }

    private record Routes(double threshold, Map<Integer, TokenMixing> mixings, Set<String> unknown)
            implements AttentionObserver {
        Routes(double threshold) {
            this(threshold, new HashMap<>(), new HashSet<>());
        }

        @Override
        public void attended(int sequence, LayerAttention attention) {
            unknown.add(attention.site());
        }

        @Override
        public void added(int sequence, AttentionSum sum) {
            LayerAttention attention = sum.attention();
            unknown.remove(attention.site());
            mixings.computeIfAbsent(sequence, _ -> new TokenMixing(attention.tokens()))
                    .mix(attention, new Contributions(sum, threshold).mixed());
        }

        void requireAll(String method) {
            if (!unknown.isEmpty()) {
                throw new ExplainException("'" + method
                        + "' needs to see how each layer adds its attention to its state,"
                        + " and " + unknown.stream().sorted().findFirst().orElseThrow()
                        + " does so in a way of its own; choose another method");
            }
        }
    }
}
