// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.attention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.LayerAttention;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.request.ExplainException;

/**
 * Attention rollout: in each layer half of a state is what was there, the other half the mean of the heads' attention, less what
 * went to sinks; the product of these matrices over all layers says how much of each token is in the state that the target stands on. What the
 * values, the MLPs and the head of the model make of it is of no account, so the same numbers explain every target at a
 * position. They are not negative and add up to 1.
 *
 * <p>Where an output is made of several tokens it is the mean over them. Of an image, what went to the tokens before its
 * patches, such as the class token, is left out.
 *
 * @see <a href="https://arxiv.org/abs/2005.00928">Quantifying Attention Flow in Transformers</a>
 */
public record AttentionRollout() implements Method {
    @Override
    public String name() {
        return "attention-rollout";
    }

    @Override
    public boolean isSigned() {
        return false;
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        Map<Integer, TokenMixing> mixings = new HashMap<>();
        List<Asked> asked = passes.observe(
                questions,
                (sequence, attention) -> mixings.computeIfAbsent(sequence, _ -> new TokenMixing(attention.tokens()))
                        .mix(attention, mixed(attention)));
        return relevance(name(), asked, mixings);
    }

    private static double[] mixed(LayerAttention attention) {
        int[] queries = attention.queries();
        int tokens = attention.tokens();
        double[] mixed = new double[queries.length * tokens];
        for (int head = 0; head < attention.heads(); head++) {
            double[] weights = attention.weights(head);
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] += weights[i] / attention.heads();
            }
        }
        for (int q = 0; q < queries.length; q++) {
            mixed[q * tokens + queries[q]] += 1;
            // 2, but for what went to sinks
            double sum = Arrays.stream(mixed, q * tokens, (q + 1) * tokens).sum();
            for (int i = q * tokens; i < (q + 1) * tokens; i++) {
                mixed[i] /= sum;
            }
        }
        return mixed;
    }

    /** What the targets' states are made of. */
    static List<Relevance> relevance(String method, List<Asked> asked, Map<Integer, TokenMixing> mixings) {
        List<Relevance> result = new ArrayList<>();
        for (Asked a : asked) {
            TokenMixing mixing = mixings.get(a.question().sequence());
            if (mixing == null) {
                throw new ExplainException("'" + method + "' follows the attention of each layer, and this model's"
                        + " attention cannot be observed, for its family does not compute it by the rules of this"
                        + " library; choose another method");
            }
            result.add(Relevance.ofTokens(a, mixing.of(a.question().targetTokens())));
        }
        return result;
    }
}
