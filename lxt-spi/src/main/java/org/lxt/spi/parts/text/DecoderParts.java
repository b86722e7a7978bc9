// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.lxt.rules.NormLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.Multipliers;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;

/**
 * Puts a decoder together, with parameters under the names of transformers: {@code model.embed_tokens}, {@code
 * model.layers.0} and so on, {@code model.norm}, {@code lm_head} or {@code score}. What families differ in they make themselves: attention
 * and MLP, or whole layers.
 */
public final class DecoderParts {
    /** Makes a part of a layer. */
    @FunctionalInterface
    public interface PartOfLayer<T> {
        /**
         * Looks its parameters up.
         *
         * @param layer index of the layer
         * @param name what the names of the part's parameters begin with, such as {@code model.layers.3.mlp}
         */
        T find(int layer, String name);
    }

    private final DecoderConfig config;
    private final Weights weights;
    private final ParameterLookup parameters;
    private final Multipliers multipliers;
    private final double normOffset;
    private final double embeddingScale;
    private final UnaryOperator<LogitHead> logits;

    /**
     * Begins.
     *
     * @param constants owns biases and norm weights
     */
    public DecoderParts(DecoderConfig config, Weights weights, Scope constants) {
        this(
                config,
                weights,
                new ParameterLookup(weights, constants),
                Multipliers.NONE,
                0,
                1,
                UnaryOperator.identity());
    }

    private DecoderParts(
            DecoderConfig config,
            Weights weights,
            ParameterLookup parameters,
            Multipliers multipliers,
            double normOffset,
            double embeddingScale,
            UnaryOperator<LogitHead> logits) {
        this.config = config;
        this.weights = weights;
        this.parameters = parameters;
        this.multipliers = multipliers;
        this.normOffset = normOffset;
        this.embeddingScale = embeddingScale;
        this.logits = logits;
    }

    /** Looks parameters up in the same checkpoint. */
    public ParameterLookup parameters() {
        return parameters;
    }

    /** The gated MLP of a layer. */
    public FeedForward gatedMlp(String name, boolean withBias) {
        return FeedForward.of(
                parameters.gatedMlp(name, config.hidden(), config.intermediate(), withBias, config.activation()));
    }

    /**
     * The same decoder with constant factors at its embeddings, branches and logits.
     *
     * @param value the factors; that of the scores is the affair of whoever makes attention
     */
    public DecoderParts times(Multipliers value) {
        return new DecoderParts(config, weights, parameters, value, normOffset, embeddingScale, logits);
    }

    /** The same decoder with norms whose weights are stored as their difference from 1. */
    public DecoderParts normsFromOne() {
        return new DecoderParts(config, weights, parameters, multipliers, 1, embeddingScale, logits);
    }

    /** The same decoder with embeddings that are what the table has times this, before relevance is asked at them. */
    public DecoderParts embeddingsTimes(double scale) {
        return new DecoderParts(config, weights, parameters, multipliers, normOffset, scale, logits);
    }

    /** The same decoder, a language model's logits being what this makes of those of a linear head. */
    public DecoderParts logits(UnaryOperator<LogitHead> value) {
        return new DecoderParts(config, weights, parameters, multipliers, normOffset, embeddingScale, value);
    }

    /**
     * Makes a model whose layers have norms by the root mean square.
     *
     * @param norms where they have them
     * @throws org.lxt.spi.checkpoint.ModelException if a parameter is missing or of another shape
     */
    public TextDecoder build(NormPlaces norms, PartOfLayer<SelfAttention> attention, PartOfLayer<FeedForward> mlp) {
        return build(i -> {
            String name = prefix() + "layers." + i + ".";
            return norms.layer(
                            Site.of("layers." + i),
                            norm -> norm(name + norm),
                            attention.find(i, name + "self_attn"),
                            mlp.find(i, name + "mlp"))
                    .times(multipliers.residual());
        });
    }

    /**
     * Makes a model of layers of any kind.
     *
     * @param layer makes the layer of an index
     * @throws org.lxt.spi.checkpoint.ModelException if a parameter is missing or of another shape
     */
    public TextDecoder build(IntFunction<Layer> layer) {
        EmbeddingAndHead ends = EmbeddingAndHead.find(
                weights,
                parameters,
                config.task(),
                new EmbeddingAndHead.Names(prefix() + "embed_tokens.weight", "lm_head.weight", DecoderHead.SCORE),
                new EmbeddingAndHead.Sizes(config.vocabulary(), config.hidden(), config.tiedHead()),
                linear -> logits.apply(linear).dividedBy(multipliers.logits()));
        return new TextDecoder(
                config.sizes(),
                new TokenEmbedding(ends.embedding(), embeddingScale),
                FirstState.times(multipliers.embedding()),
                LayerStack.of(config.layers(), layer),
                new Named<>("norm", norm(prefix() + "norm")),
                ends.head());
    }

    /** What the names of all parameters but those of heads begin with: nothing where a decoder was saved without a head. */
    private String prefix() {
        return weights.has("embed_tokens.weight") ? "" : "model.";
    }

    private NormLayer norm(String name) {
        return parameters.norm(name, config.hidden(), normOffset, config.normEpsilon());
    }
}
