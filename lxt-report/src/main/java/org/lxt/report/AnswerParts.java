// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.List;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.Hop;
import org.lxt.explain.result.HopAccount;

/**
 * What an explanation of an answer has besides.
 *
 * @param firstToken index of the first token of the answer; the number of tokens if there is none
 * @param entries what was explained together, in its order, without candidates; empty if it was a single entry
 * @param hops the backward passes, if relevance on the answer was passed on; else empty
 */
public record AnswerParts(int firstToken, List<ExplainedEntry> entries, List<Hop> hops) {
    /** Copies the lists, leaves candidates out, and refuses numbers that are not finite. */
    public AnswerParts {
        entries = entries.stream()
                .map(e -> new ExplainedEntry(e.position(), e.weight(), e.target(), e.value(), e.contrast(), List.of()))
                .toList();
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

    /** Where relevance lies after each hop. */
    public HopAccount account() {
        return new HopAccount(firstToken, hops);
    }
}
