package org.lxt.report;

import java.util.List;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.Hop;

/**
 * What an explanation of an answer has besides.
 *
 * @param firstToken index of the first token of the answer; the number of tokens if there is none
 * @param entries what was explained together, in its order; empty if it was a single entry
 * @param hops the backward passes, if relevance on the answer was passed on; else empty
 */
public record AnswerParts(int firstToken, List<ExplainedEntry> entries, List<Hop> hops) {
    /** Copies the lists, and refuses numbers that are not finite. */
    public AnswerParts {
        entries = List.copyOf(entries);
        hops = List.copyOf(hops);
        for (ExplainedEntry entry : entries) {
            Finite.require(entry.value(), "the value of the explained entry at token " + entry.position());
            Finite.require(entry.weight(), "the weight of the explained entry at token " + entry.position());
        }
        for (Hop hop : hops) {
            Finite.require(hop.absorbed(), "what a hop absorbed");
            for (double relevance : hop.relevance()) {
                Finite.require(relevance, "the relevance of a hop");
            }
        }
    }

    /** No answer, a single entry, one backward pass. */
    static AnswerParts none(int tokens) {
        return new AnswerParts(tokens, List.of(), List.of());
    }

    /** What lies on the prompt after some hops. */
    public double onPrompt(int hop) {
        double sum = 0;
        for (Hop h : hops.subList(0, hop + 1)) {
            double[] relevance = h.relevance();
            for (int i = 0; i < firstToken; i++) {
                sum += relevance[i];
            }
        }
        return sum;
    }

    /** What lies on the answer after some hops: what the last of them put there, and what could not be passed on. */
    public double onAnswer(int hop) {
        double sum = 0;
        for (int k = 0; k <= hop; k++) {
            double[] relevance = hops.get(k).relevance();
            for (int i = firstToken; i < relevance.length; i++) {
                if (k == hop || hops.get(k).kept().contains(i)) {
                    sum += relevance[i];
                }
            }
        }
        return sum;
    }

    /** What was absorbed up to a hop. */
    public double absorbed(int hop) {
        return hops.subList(0, hop + 1).stream().mapToDouble(Hop::absorbed).sum();
    }
}
