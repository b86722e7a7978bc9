// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Hop;
import org.lxt.explain.result.HopAccount;
import org.lxt.explain.target.OutputVectors;
import org.lxt.explain.target.Quantity;
import org.lxt.tensor.Seed;

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

    private final AskedQuestion question;
    private final EncodedTokens prompt;
    private final Quantity asked;
    private final Quantity.Vectors vectors;
    private final List<Propagated> passes = new ArrayList<>();
    private final List<List<Integer>> kept = new ArrayList<>();

    /**
     * Begins with what the first backward pass found.
     *
     * @param question whose prompt ends with an answer, and whose entries are chosen
     * @param vectors the output vectors of the prompt
     */
    AnswerHops(AskedQuestion question, Quantity.Vectors vectors, Propagated first) {
        this.question = question;
        this.prompt = question.answered();
        this.asked = question.chosen().quantity();
        this.vectors = vectors;
        passes.add(first);
    }

    /** Whose relevance it is. */
    AskedQuestion question() {
        return question;
    }

    /** What the next pass starts with; nothing if nothing is to be passed on. */
    Optional<Seed> next() {
        double[] arrived = passes.getLast().tokens();
        List<Integer> stays = new ArrayList<>();
        List<Quantity.Term> terms = new ArrayList<>();
        for (int token = prompt.answer(); token < prompt.length(); token++) {
            if (arrived[token] == 0) {
                continue;
            }
            OutputVectors.Vector vector = vectors.at(token - 1);
            Quantity.Term own = ownTerm(token, vector);
            Quantity.LinearValue explained = own.linearValue(vector);
            if (Math.abs(explained.value()) < LEAST * explained.usual()) {
                stays.add(token);
            } else {
                terms.add(own.times(arrived[token] / explained.value()));
            }
        }
        kept.add(stays);
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Quantity(asked.output(), terms).seed(vectors));
    }

    /** The token's own quantity, measured as the asked ones are. */
    private Quantity.Term ownTerm(int token, OutputVectors.Vector vector) {
        Quantity.Term like = asked.terms().getFirst();
        int id = prompt.ids()[token];
        Map<Integer, Double> weights =
                like.isAgainstOne() ? Map.of(id, 1.0, Quantity.runnerUp(id, vector.values()), -1.0) : Map.of(id, 1.0);
        return new Quantity.Term(token - 1, 1, id, weights, like.others(), like.measure());
    }

    /** Takes what the pass from {@link #next} found. */
    void found(Propagated pass) {
        passes.add(pass);
    }

    /** All passes together. */
    Propagated result() {
        Propagated first = passes.getFirst();
        double[] gradient = first.gradient() == null ? null : new double[first.gradient().length];
        List<Closing.Entry> entries = new ArrayList<>();
        List<Hop> hops = new ArrayList<>();
        for (int k = 0; k < passes.size(); k++) {
            Propagated pass = passes.get(k);
            List<Integer> stays = k < kept.size() ? kept.get(k) : List.of();
            Closing closing = pass.closing();
            if (closing != null) {
                entries.addAll(closing.entries());
            }
            hops.add(new Hop(pass.tokens(), closing == null ? 0 : closing.absorbed(), stays));
        }
        HopAccount account = new HopAccount(prompt.answer(), hops);
        int last = hops.size() - 1;
        double[] tokens = account.tokens(last);
        for (int k = 0; k <= last; k++) {
            for (int token = 0; token < tokens.length; token++) {
                if (account.lies(k, token, last)) {
                    addRow(gradient, passes.get(k).gradient(), token);
                }
            }
        }
        Closing all = first.closing() == null
                ? null
                : new Closing(first.value(), Arrays.stream(tokens).sum(), entries);
        return new Propagated(
                first.value(),
                tokens,
                first.latent(),
                first.experts(),
                first.units(),
                all,
                first.input(),
                gradient,
                hops);
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
