// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Tensor;

/**
 * What attention has in its softmax besides the products of queries and keys.
 *
 * @param biases numbers that are added to the scores
 * @param sinks for each head a logit that takes part in the softmax but has no value, so that what it gets is lost; a constant
 *     of as many elements as there are heads, or none. Source: transformers, {@code eager_attention_forward} of gpt-oss
 */
public record ScoreTerms(List<ScoreBias> biases, @Nullable Tensor sinks) {
    /** Nothing. */
    public static final ScoreTerms NONE = new ScoreTerms(List.of(), null);

    /** Copies the list. */
    public ScoreTerms {
        biases = List.copyOf(biases);
    }

    /** Biases and no sinks. */
    public static ScoreTerms of(ScoreBias... biases) {
        return new ScoreTerms(List.of(biases), null);
    }

    /** Sinks and no biases. */
    public static ScoreTerms sinks(Tensor logits) {
        return new ScoreTerms(List.of(), logits);
    }

    /** Whether there are neither biases nor sinks. */
    public boolean isEmpty() {
        return biases.isEmpty() && sinks == null;
    }

    /** The same with other tables of biases, such as the same ones under a rule. */
    public ScoreTerms mapTables(UnaryOperator<Tensor> change) {
        if (biases.isEmpty()) {
            return this;
        }
        return new ScoreTerms(
                biases.stream().map(b -> b.with(change.apply(b.table()))).toList(), sinks);
    }

    void require(AttentionShape shape, Tensor q, Tensor k) {
        biases.forEach(bias -> bias.require(shape, q, k));
        if (sinks != null && (sinks.size() != shape.heads() || sinks.isWatched())) {
            throw new IllegalArgumentException(
                    "attention: sinks must be a constant of " + shape.heads() + " elements, got " + sinks);
        }
    }
}
