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

    /**
     * What decoders differ in besides their layers.
     *
     * @param names what the checkpoint calls the parameters
     * @param multipliers constant factors of embeddings, branches and logits
     * @param normOffset what is added to the weights of norms
     * @param embeddingScale factor of the embeddings, before relevance is asked at them
     * @param logits makes of a linear head what gives a language model's logits
     */
    private record Differences(
            DecoderNames names,
            Multipliers multipliers,
            double normOffset,
            double embeddingScale,
            UnaryOperator<LogitHead> logits) {}

    private final DecoderConfig config;
    private final Weights weights;
    private final ParameterLookup parameters;
    private final Differences differences;

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
                new Differences(DecoderNames.of(weights), Multipliers.NONE, 0, 1, UnaryOperator.identity()));
    }

    private DecoderParts(DecoderConfig config, Weights weights, ParameterLookup parameters, Differences differences) {
        this.config = config;
        this.weights = weights;
        this.parameters = parameters;
        this.differences = differences;
    }

    private DecoderParts differing(Differences value) {
        return new DecoderParts(config, weights, parameters, value);
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
        return differing(new Differences(
                differences.names, value, differences.normOffset, differences.embeddingScale, differences.logits));
    }

    /** The same decoder with norms whose weights are stored as their difference from 1. */
    public DecoderParts normsFromOne() {
        return differing(new Differences(
                differences.names, differences.multipliers, 1, differences.embeddingScale, differences.logits));
    }

    /** The same decoder with embeddings that are what the table has times this, before relevance is asked at them. */
    public DecoderParts embeddingsTimes(double scale) {
        return differing(new Differences(
                differences.names, differences.multipliers, differences.normOffset, scale, differences.logits));
    }

    /** The same decoder, a language model's logits being what this makes of those of a linear head. */
    public DecoderParts logits(UnaryOperator<LogitHead> value) {
        return differing(new Differences(
                differences.names, differences.multipliers, differences.normOffset, differences.embeddingScale, value));
    }

    /** The same decoder as the text model of a multimodal checkpoint, which has {@code language_model} in its names. */
    public DecoderParts ofTextModel() {
        return differing(new Differences(
                DecoderNames.ofTextModel(weights),
                differences.multipliers,
                differences.normOffset,
                differences.embeddingScale,
                differences.logits));
    }

    /**
     * Makes a model whose layers have norms by the root mean square.
     *
     * @param norms where they have them
     * @throws org.lxt.spi.checkpoint.ModelException if a parameter is missing or of another shape
     */
    public TextDecoder build(NormPlaces norms, PartOfLayer<SelfAttention> attention, PartOfLayer<FeedForward> mlp) {
        return build(i -> {
            String name = differences.names.prefix() + "layers." + i + ".";
            return norms.layer(
                            Site.of("layers." + i),
                            norm -> norm(name + norm),
                            attention.find(i, name + "self_attn"),
                            mlp.find(i, name + "mlp"))
                    .times(differences.multipliers.residual());
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
                new EmbeddingAndHead.Names(
                        differences.names.prefix() + "embed_tokens.weight",
                        differences.names.head(),
                        DecoderHead.SCORE),
                new EmbeddingAndHead.Sizes(config.vocabulary(), config.hidden(), config.tiedHead()),
                linear -> differences.logits.apply(linear).dividedBy(differences.multipliers.logits()));
        return new TextDecoder(
                config.sizes(),
                new TokenEmbedding(ends.embedding(), differences.embeddingScale),
                FirstState.times(differences.multipliers.embedding()),
                LayerStack.of(config.layers(), layer),
                new Named<>("norm", norm(differences.names.prefix() + "norm")),
                ends.head());
    }

    private NormLayer norm(String name) {
        return parameters.norm(name, config.hidden(), differences.normOffset, config.normEpsilon());
    }
}
