package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Hop;
import org.lxt.explain.target.Quantity;

/**
 * Passes relevance that landed on tokens of an answer on to what made the model say them, for one question, and keeps the
 * account: at any time the explained value is what lies on the prompt, plus what lies on the answer, plus what was absorbed.
 */
final class AnswerHops {
    /**
     * A value may be divided by if it is no less than this share of the value that logits of the usual spread would give under
     * the same weights. Below, the quotient would enlarge what the weights happen to be.
     */
    private static final double LEAST = 1e-3;

    private final EncodedTokens prompt;
    private final Quantity asked;
    private final Quantity.Vectors vectors;
    private final List<Propagated> passes = new ArrayList<>();
    private final List<List<Integer>> kept = new ArrayList<>();

    /**
     * Begins with what the first backward pass found.
     *
     * @param asked what is explained
     * @param vectors the output vectors of the prompt
     */
    AnswerHops(EncodedTokens prompt, Quantity asked, Quantity.Vectors vectors, Propagated first) {
        this.prompt = prompt;
        this.asked = asked;
        this.vectors = vectors;
        passes.add(first);
    }

    /** What the next pass starts from; null if nothing is to be passed on. */
    @Nullable
    Quantity next() {
        double[] arrived = passes.getLast().tokens();
        List<Integer> stays = new ArrayList<>();
        List<Quantity.Term> terms = new ArrayList<>();
        for (int token = prompt.answer(); token < prompt.length(); token++) {
            if (arrived[token] == 0) {
                continue;
            }
            Quantity.Term own = ownTerm(token);
            double[] logits = vectors.at(token - 1).values();
            double value = own.linearValue(logits);
            if (Math.abs(value) < LEAST * own.usualValue(logits)) {
                stays.add(token);
            } else {
                terms.add(own.times(arrived[token] / value));
            }
        }
        kept.add(stays);
        return terms.isEmpty() ? null : new Quantity(asked.output(), terms);
    }

    /** The token's own quantity, measured as the asked ones are. */
    private Quantity.Term ownTerm(int token) {
        Quantity.Term like = asked.terms().getFirst();
        int id = prompt.ids()[token];
        Map<Integer, Double> weights = like.isAgainstOne()
                ? Map.of(id, 1.0, Quantity.runnerUp(id, vectors.at(token - 1).values()), -1.0)
                : Map.of(id, 1.0);
        return new Quantity.Term(token - 1, 1, id, weights, like.others(), like.measure());
    }

    /** Takes what the pass from {@link #next} found. */
    void found(Propagated pass) {
        passes.add(pass);
    }

    /** All passes together. */
    Propagated result() {
        Propagated first = passes.getFirst();
        double[] tokens = new double[prompt.length()];
        double[] gradient = first.gradient() == null ? null : new double[first.gradient().length];
        List<Closing.Entry> entries = new ArrayList<>();
        List<Hop> hops = new ArrayList<>();
        for (int k = 0; k < passes.size(); k++) {
            Propagated pass = passes.get(k);
            List<Integer> stays = k < kept.size() ? kept.get(k) : List.of();
            boolean isLast = k == passes.size() - 1;
            for (int token = 0; token < tokens.length; token++) {
                if (isLast || token < prompt.answer() || stays.contains(token)) {
                    tokens[token] += pass.tokens()[token];
                    addRow(gradient, pass.gradient(), token);
                }
            }
            Closing closing = pass.closing();
            if (closing != null) {
                entries.addAll(closing.entries());
            }
            hops.add(new Hop(pass.tokens(), closing == null ? 0 : closing.absorbed(), stays));
        }
        Closing all = first.closing() == null
                ? null
                : new Closing(first.value(), Arrays.stream(tokens).sum(), entries);
        return new Propagated(
                first.value(), tokens, first.latent(), first.experts(), first.units(), all, first.input(), gradient, hops);
    }

    private void addRow(double @Nullable [] sum, double @Nullable [] part, int token) {
        if (sum != null && part != null) {
            int columns = sum.length / prompt.length();
            for (int i = token * columns; i < (token + 1) * columns; i++) {
                sum[i] += part[i];
            }
        }
    }
}
