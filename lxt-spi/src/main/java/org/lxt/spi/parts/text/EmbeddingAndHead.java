// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import java.util.function.UnaryOperator;
import org.lxt.rules.LinearLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.options.DecoderTask;
import org.lxt.tensor.weight.Weight;

/**
 * The two ends of a decoder: what its tokens become, and what it gives. Those of a language model may be one matrix.
 *
 * @param embedding {@code [vocabulary, hidden]}
 * @param head what the decoder gives
 */
public record EmbeddingAndHead(Weight embedding, DecoderHead head) {
    /**
     * What a checkpoint calls them.
     *
     * @param embedding the matrix of the tokens, such as {@code model.embed_tokens.weight}
     * @param head that of a language model's logits, such as {@code lm_head.weight}
     * @param ofTokens the layer that classifies tokens, such as {@code score}
     */
    public record Names(String embedding, String head, String ofTokens) {}

    /**
     * How large they are.
     *
     * @param vocabulary number of token ids
     * @param hidden width of a state
     * @param tied whether the options say that embedding and head are one
     */
    public record Sizes(int vocabulary, int hidden, boolean tied) {}

    /**
     * Looks them up.
     *
     * @param parameters of the same checkpoint
     * @param task what the decoder is for
     * @param logits makes of a language model's linear head what the family has
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or of another shape
     */
    public static EmbeddingAndHead find(
            Weights weights,
            ParameterLookup parameters,
            DecoderTask task,
            Names names,
            Sizes sizes,
            UnaryOperator<LogitHead> logits) {
        DecoderTask.Kind kind = task.kind(weights);
        if (kind != DecoderTask.Kind.LANGUAGE_MODEL) {
            if (kind == DecoderTask.Kind.STATES && weights.has(names.head())) {
                // A file of a language model, read for its states: the head is known, and takes no part.
                weights.matrix(names.head(), sizes.vocabulary(), sizes.hidden());
            }
            return new EmbeddingAndHead(
                    weights.matrix(names.embedding(), sizes.vocabulary(), sizes.hidden()),
                    DecoderHead.other(parameters, task, kind, sizes.hidden(), names.ofTokens()));
        }
        VocabularyMatrices vocabulary = VocabularyMatrices.find(
                weights, names.embedding(), names.head(), sizes.vocabulary(), sizes.hidden(), sizes.tied());
        LogitHead linear = LogitHead.linear(new LinearLayer(vocabulary.head(), null));
        return new EmbeddingAndHead(vocabulary.embedding(), DecoderHead.languageModel(logits.apply(linear)));
    }
}
