// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One backward pass of several over an answer: where its relevance landed. That of tokens of the answer went on to the next
 * pass, the last one's and that of {@link #kept} excepted.
 *
 * @param relevance what landed on each token
 * @param absorbed what the ledger has of this pass; 0 without a ledger
 * @param kept indices of tokens of the answer whose relevance could not be passed on, because their own value is too near zero
 *     to divide by
 */
public record Hop(double[] relevance, double absorbed, List<Integer> kept) {
    /** Copies. */
    public Hop {
        relevance = relevance.clone();
        kept = List.copyOf(kept);
    }

    /** What landed on each token. */
    @Override
    public double[] relevance() {
        return relevance.clone();
    }

    /** Two hops are equal if all their numbers are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Hop hop
                && Arrays.equals(relevance, hop.relevance)
                && Double.compare(absorbed, hop.absorbed) == 0
                && kept.equals(hop.kept);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(relevance), absorbed, kept);
    }

    /** As plain data, an entry of {@code hops} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
