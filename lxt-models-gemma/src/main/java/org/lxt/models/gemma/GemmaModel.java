// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.SelfAttention.NormWidth;
import org.lxt.spi.parts.text.DecoderHead;
import org.lxt.spi.parts.text.EmbeddingAndHead;
import org.lxt.spi.parts.text.FirstState;
import org.lxt.spi.parts.text.LogitHead;
import org.lxt.spi.parts.text.TextDecoder;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;

/**
 * Gemma 3 with the head of a language model, one that classifies texts, or none. Source: {@code modeling_gemma3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2503.19786">Gemma 3 Technical Report</a>
 */
final class GemmaModel {
    private final GemmaConfig config;
    private final CheckpointLayout layout;
    private final ParameterLookup parameters;

    private GemmaModel(GemmaConfig config, CheckpointLayout layout, ParameterLookup parameters) {
        this.config = config;
        this.layout = layout;
        this.parameters = parameters;
    }

    static Model load(GemmaConfig config, Weights weights, Scope constants) {
        CheckpointLayout layout = CheckpointLayout.of(config.isMultimodal(), weights);
        GemmaModel gemma = new GemmaModel(config, layout, new ParameterLookup(weights, constants));
        EmbeddingAndHead ends = EmbeddingAndHead.find(
                weights,
                gemma.parameters,
                config.task(),
                new EmbeddingAndHead.Names(layout.prefix() + "embed_tokens.weight", layout.head(), DecoderHead.SCORE),
                new EmbeddingAndHead.Sizes(
                        config.sizes().vocabulary(), config.sizes().hidden(), config.tiedHead()),
                gemma::head);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.sizes().layers(); i++) {
            layers.add(gemma.layer(i));
        }
        return new TextDecoder(
                config.sizes(),
                new TokenEmbedding(ends.embedding(), config.embeddingScale()),
                FirstState.EMBEDDINGS,
                new LayerStack(layers),
                new Named<>("norm", gemma.norm(layout.prefix() + "norm")),
                ends.head());
    }

    private Layer layer(int index) {
        String name = layout.prefix() + "layers." + index + ".";
        return NormPlaces.AROUND.layer(
                Site.of("layers." + index),
                norm -> norm(name + norm),
                attention(index, name + "self_attn"),
                FeedForward.of(parameters.gatedMlp(
                        name + "mlp", config.sizes().hidden(), config.intermediate(), false, config.activation())));
    }

    private SelfAttention attention(int layer, String name) {
        boolean bias = config.attentionBias();
        return new SelfAttention(
                parameters.projections(name, config.sizes().hidden(), config.heads(), bias, bias),
                parameters.queryKeyNorms(name, config.heads(), NormWidth.HEAD, 1, config.normEpsilon()),
                config.isBidirectional()
                        ? config.heads().bidirectional(config.scoreScale(), config.layerTypes().window(layer))
                        : config.heads().causal(config.scoreScale(), config.layerTypes().window(layer)),
                config.rope(layer));
    }

    /** Stored is the difference of the weight from 1. */
    private NormLayer norm(String name) {
        return parameters.norm(name, config.sizes().hidden(), 1, config.normEpsilon());
    }

    private LogitHead head(LogitHead linear) {
        return config.softCap().isEmpty()
                ? linear
                : linear.capped(config.softCap().getAsDouble());
    }
}
