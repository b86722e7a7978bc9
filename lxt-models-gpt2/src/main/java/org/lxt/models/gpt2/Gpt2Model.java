// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.util.ArrayList;
import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.text.EmbeddingAndHead;
import org.lxt.spi.parts.text.FirstState;
import org.lxt.spi.parts.text.LearnedPositions;
import org.lxt.spi.parts.text.TextDecoder;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.tensor.Scope;

/**
 * GPT-2 with the head of a language model, one that classifies, or none. Source: {@code modeling_gpt2.py} of transformers.
 *
 * <p>Relevance is asked at the token embeddings; those of the positions are constants that are added to them.
 *
 * @see <a href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">
 *     Language Models are Unsupervised Multitask Learners</a>
 */
final class Gpt2Model {
    private Gpt2Model() {}

    static Model load(Gpt2Config config, Weights weights, Scope constants) {
        Gpt2Parameters parameters = new Gpt2Parameters(config, weights, constants);
        EmbeddingAndHead ends = parameters.embeddingAndHead();
        LearnedPositions positions = new LearnedPositions(parameters.positions(), 0);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            layers.add(parameters.layer(i));
        }
        return new TextDecoder(
                new ModelSizes(config.vocabulary(), config.hidden(), config.layers(), positions.count()),
                TokenEmbedding.of(ends.embedding()),
                FirstState.plus(positions),
                new LayerStack(layers),
                new Named<>("ln_f", parameters.finalNorm()),
                ends.head());
    }
}
