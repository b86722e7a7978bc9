// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Weight;

/**
 * The embedding and the head of a language model, which may be one matrix.
 *
 * @param embedding {@code [vocabulary, hidden]}
 * @param head {@code [vocabulary, hidden]}; the very same object where they are tied
 */
public record VocabularyMatrices(Weight embedding, Weight head) {
    /**
     * Looks both up.
     *
     * <p>If they are tied and only one is stored, under either name, it is both. If both are stored each is itself: with
     * equal values that is the same, and with different ones the reference does not tie them either ({@code tie_weights} of
     * transformers 5).
     *
     * @param tied whether the options say that they are one
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or of another shape
     */
    public static VocabularyMatrices find(
            Weights weights, String embeddingName, String headName, int vocabulary, int hidden, boolean tied) {
        String embeddingStored = stored(weights, embeddingName, headName, tied);
        String headStored = stored(weights, headName, embeddingName, tied);
        Weight embedding = weights.matrix(embeddingStored, vocabulary, hidden);
        Weight head = headStored.equals(embeddingStored) ? embedding : weights.matrix(headStored, vocabulary, hidden);
        return new VocabularyMatrices(embedding, head);
    }

    private static String stored(Weights weights, String own, String other, boolean tied) {
        return tied && !weights.has(own) && weights.has(other) ? other : own;
    }
}
