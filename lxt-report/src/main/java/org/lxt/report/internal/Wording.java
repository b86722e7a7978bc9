// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.words.TokenTexts;
import org.lxt.report.AnswerParts;
import org.lxt.report.Explained;
import org.lxt.report.Report;

/**
 * What all formats say of an explanation. How a token is named and a number written is the format's own: a terminal has no
 * room for some characters.
 *
 * @param name a token's text in a sentence
 * @param figure an amount in a sentence
 */
public record Wording(UnaryOperator<String> name, DoubleFunction<String> figure) {
    private static final int LONGEST = 40;

    /** For pages and paper. */
    public static final Wording PRINTED = new Wording(text -> VisibleText.phrase(text, LONGEST), Figures::plain);

    /** The target, told apart from what it was compared with where they differ by a space alone. */
    public String target(Explained e) {
        return target(e, Stream.of());
    }

    /** The same among other targets. */
    public String target(Explained e, Stream<String> others) {
        Contrast contrast = e.contrast();
        Stream<String> opponents =
                contrast == null ? Stream.of() : contrast.tokens().stream().map(Candidate::text);
        return inSentence(e.target().text(), Stream.concat(opponents, others));
    }

    /** What the target was compared with: the words after "advantage over". */
    public String opponents(Explained e) {
        String target = e.target().text();
        return opponents(e.contrast(), c -> inSentence(c.text(), Stream.of(target)));
    }

    private String inSentence(String token, Stream<String> others) {
        return name.apply(TokenTexts.inSentence(token, others.toArray(String[]::new)));
    }

    /**
     * The words after "advantage over".
     *
     * @param contrast null where a file does not tell: those of older versions
     * @param name how a token is called
     */
    public static String opponents(@Nullable Contrast contrast, Function<Candidate, String> name) {
        if (contrast == null) {
            return "other tokens";
        }
        Stream<String> mean = contrast.meanOfOthers() ? Stream.of("the mean of all others") : Stream.of();
        List<String> all =
                Stream.concat(contrast.tokens().stream().map(name), mean).toList();
        if (all.size() == 1) {
            return all.getFirst();
        }
        return all.subList(0, all.size() - 1).stream().collect(Collectors.joining(", ")) + " and " + all.getLast();
    }

    /** What the number of the target is called. */
    public static String quantity(Explained e) {
        return switch (e.output().entries()) {
            case SCORE, UNIT -> "value";
            default -> "logit";
        };
    }

    /** The numbers of the target: its logit, its probability and its advantage, where there are any. */
    public List<String> numbers(Explained e) {
        List<String> numbers = new ArrayList<>();
        if (e.isSum()) {
            numbers.add(e.answer().entries().size() + " tokens together");
        }
        numbers.add(quantity(e) + " " + figure.apply(e.target().logit()));
        if (!Double.isNaN(e.target().probability())) {
            numbers.add("probability " + Figures.percent(e.target().probability()));
        }
        if (e.contrastive()) {
            numbers.add("advantage " + figure.apply(e.value()) + " over " + opponents(e));
        }
        return numbers;
    }

    /** Where the relevance is after each hop, a line for each; empty if none was passed on. */
    public List<String> hops(Explained e) {
        List<String> lines = new ArrayList<>();
        AnswerParts answer = e.answer();
        for (int hop = 0; hop < answer.hops().size(); hop++) {
            List<Integer> kept = answer.hops().get(hop).kept();
            lines.add(figure.apply(answer.account().onPrompt(hop)) + " on the prompt, "
                    + figure.apply(answer.account().onAnswer(hop))
                    + " on the answer"
                    + (e.ledger() == null
                            ? ""
                            : ", " + figure.apply(answer.account().absorbed(hop)) + " absorbed")
                    + (kept.isEmpty()
                            ? ""
                            : "; not passed on, being of a value near zero: token"
                                    + (kept.size() == 1 ? " " : "s ")
                                    + kept.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return lines;
    }

    /** What carries relevance in the end. */
    public static String places(Explained e) {
        return e.pixels() == null ? "tokens" : "pixels";
    }

    /** How the account of an explanation closes, without a full stop; empty if the method keeps none. */
    public Optional<String> account(Explained e) {
        Closing ledger = e.ledger();
        if (ledger != null) {
            return Optional.of(closing(ledger, places(e)));
        }
        return Optional.ofNullable(e.convergence()).map(c -> convergence(c, places(e)));
    }

    /** How the accounts of a matrix's rows close. */
    public static String accounts(Report matrix) {
        List<Explained> rows = matrix.explained();
        if (rows.stream().anyMatch(e -> e.ledger() == null)) {
            return rows.getFirst().convergence() == null
                    ? "What lies on the tokens of a row need not be its value: this method keeps no ledger."
                    : "What lies on the tokens of a row is its value less that at the baseline, up to what is left over.";
        }
        long open = rows.stream()
                .map(Explained::ledger)
                .filter(l -> l != null && !l.closes())
                .count();
        return open == 0
                ? "In each row, what lies on the tokens and what was absorbed add up to the value; nothing is missing."
                : "The account of " + open + (open == 1 ? " row does" : " rows do")
                        + " not add up: an operation of this model has a wrong gradient; do not rely on these numbers.";
    }

    private String closing(Closing ledger, String places) {
        String explained = figure.apply(ledger.value()) + " explained";
        String reached = figure.apply(ledger.inputs()) + " at the " + places;
        if (!ledger.closes()) {
            return explained + ", but " + reached + " and " + figure.apply(ledger.absorbed()) + " absorbed, so "
                    + figure.apply(ledger.error())
                    + " is missing: an operation of this model has a wrong gradient; do not rely on these numbers";
        }
        return explained + " = " + reached + added(ledger.absorbed()) + " absorbed; nothing is missing";
    }

    private String convergence(Convergence c, String places) {
        return figure.apply(c.end()) + " explained = " + figure.apply(c.start()) + " at the baseline" + added(c.sum())
                + " at the " + places + added(-c.delta()) + " left over, which more points make smaller";
    }

    private String added(double amount) {
        return (amount < 0 ? " - " : " + ") + figure.apply(Math.abs(amount));
    }

    /** How long the passes took. */
    public static String time(double forward, double backward) {
        return "forward " + seconds(forward) + ", backward " + seconds(backward);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }
}
