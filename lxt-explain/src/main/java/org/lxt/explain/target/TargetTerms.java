// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;

/** Takes a target apart into single entries of output vectors, each with a weight. */
public final class TargetTerms {
    private final TargetPlaces places;

    /** Targets of a model with these outputs. */
    public TargetTerms(TargetPlaces places) {
        this.places = places;
    }

    /**
     * The single entries that a target is made of, in the order of the prompt where they are a span.
     *
     * @throws ExplainException if it names tokens or an answer that the prompt does not have, or entries of several outputs
     */
    public List<Target.Weighted> of(Target target, EncodedPrompt prompt) {
        List<Target.Weighted> terms = new ArrayList<>();
        add(target, 1, prompt, terms);
        OutputKind output = places.output(terms.getFirst().target());
        for (Target.Weighted term : terms) {
            OutputKind other = places.output(term.target());
            if (!other.equals(output)) {
                throw new ExplainException("targets in '" + output.name() + "' and in '" + other.name()
                        + "' cannot be added up; explain each by itself");
            }
        }
        return terms;
    }

    /**
     * Each token that a target names, by itself, measured as the target is.
     *
     * @throws ExplainException if it does not name an answer, or some tokens of the prompt
     */
    public List<Target> each(Target target, EncodedPrompt prompt) {
        boolean isSpan = target.place() instanceof Target.Span || target.place() instanceof Target.Answer;
        if (!isSpan || !target.summands().isEmpty()) {
            throw new ExplainException("a matrix has a row for each token of an answer: explain the answer or a part of"
                    + " it, not " + target);
        }
        return of(target, prompt).stream().map(Target.Weighted::target).toList();
    }

    private void add(Target target, double weight, EncodedPrompt prompt, List<Target.Weighted> terms) {
        for (Target.Weighted summand : target.summands()) {
            add(summand.target(), weight * summand.weight(), prompt, terms);
        }
        if (!target.summands().isEmpty()) {
            return;
        }
        switch (target.place()) {
            case Target.Span(int from, int to) -> addSpan(target, weight, from, to, prompt, terms);
            case Target.Answer(String part) -> {
                EncodedTokens tokens = answered(prompt);
                if (part == null) {
                    addSpan(target, weight, tokens.answer(), tokens.length(), prompt, terms);
                } else {
                    addPart(target, weight, part, tokens, terms);
                }
            }
            default -> terms.add(new Target.Weighted(target, weight));
        }
    }

    private void addSpan(
            Target target, double weight, int from, int to, EncodedPrompt prompt, List<Target.Weighted> terms) {
        if (places.output(target).entries() != OutputKind.Entries.NEXT_TOKEN) {
            throw new ExplainException(
                    "tokens of the prompt can be explained only of a language model that says the next"
                            + " token; the output '" + places.output(target).name() + "' does not");
        }
        if (to > prompt.length()) {
            throw new ExplainException("tokens " + from + " to " + to + " cannot be explained: the prompt has "
                    + prompt.length() + " tokens");
        }
        int[] ids = prompt.ids();
        for (int i = from; i < to; i++) {
            terms.add(new Target.Weighted(target.like(ids[i], i - 1), weight));
        }
    }

    private void addPart(Target target, double weight, String part, EncodedTokens tokens, List<Target.Weighted> terms) {
        String text = tokens.text();
        if (text == null) {
            throw new ExplainException("a part of the answer cannot be found by its text where the prompt is given as"
                    + " token ids; give the numbers of its tokens");
        }
        int start = tokens.prompt().answerStart();
        int at = text.indexOf(part, start);
        if (at < 0) {
            throw new ExplainException("the answer has no '" + part + "' in it; it is '" + text.substring(start) + "'");
        }
        int from = tokens.answer();
        while (tokens.end(from) <= at && from < tokens.length() - 1) {
            from++;
        }
        int to = from + 1;
        while (to < tokens.length() && tokens.start(to) < at + part.length()) {
            to++;
        }
        addSpan(target, weight, from, to, tokens, terms);
    }

    private static EncodedTokens answered(EncodedPrompt prompt) {
        if (prompt instanceof EncodedTokens tokens && tokens.endsWithAnswer()) {
            return tokens;
        }
        throw new ExplainException("there is no answer to explain: let the model generate one, or give the prompt one");
    }
}
