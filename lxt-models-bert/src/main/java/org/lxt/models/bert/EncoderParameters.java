// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.List;
import java.util.Objects;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Model;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.AddedScores;
import org.lxt.spi.parts.BranchNorms;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.ResidualLayer;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.SummedEmbedding;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.encoder.TextEncoder;
import org.lxt.spi.parts.text.LearnedPositions;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/**
 * Looks the parameters up under the names that transformers gives them: those of the encoder with the model's name before
 * them or, as a bare encoder is saved, without it. Norms may have {@code gamma} and {@code beta} for weight and bias, as in
 * the first published files.
 */
final class EncoderParameters {
    private static final String WORDS = "embeddings.word_embeddings.weight";

    private final EncoderConfig config;
    private final EncoderNames names;
    private final Weights weights;
    private final ParameterLookup lookup;
    private final String prefix;

    EncoderParameters(EncoderConfig config, EncoderNames names, Weights weights, Scope constants) {
        this.config = config;
        this.names = names;
        this.weights = weights;
        this.lookup = new ParameterLookup(weights, constants);
        boolean isBare = weights.has(WORDS) && !weights.has(names.model() + WORDS);
        this.prefix = isBare ? "" : names.model();
    }

    EncoderConfig config() {
        return config;
    }

    /** The words' embeddings alone: in a masked language model they may be the head. */
    Weight words() {
        return weights.matrix(prefix + WORDS, config.vocabulary(), config.hidden());
    }

    /**
     * Both matrices of a masked language model.
     *
     * @param head name of the decoder
     */
    VocabularyMatrices vocabulary(String head) {
        return VocabularyMatrices.find(
                weights, prefix + WORDS, head, config.vocabulary(), config.hidden(), config.tiedHead());
    }

    /**
     * What the words' embeddings become before the first layer.
     *
     * @param firstPosition row of position 0
     * @param typesAreGiven whether a token's type is as given; else it is always 0
     */
    SummedEmbedding embedding(int firstPosition, boolean typesAreGiven) {
        String name = prefix + "embeddings.";
        return new SummedEmbedding(
                new LearnedPositions(
                        weights.matrix(name + "position_embeddings.weight", config.positions(), config.hidden()),
                        firstPosition),
                config.types() == 0
                        ? null
                        : weights.matrix(name + "token_type_embeddings.weight", config.types(), config.hidden()),
                typesAreGiven,
                norm(name + "LayerNorm"));
    }

    /** A model of these layers. */
    Model model(Weight words, SummedEmbedding first, List<EncoderHead> heads) {
        return model(words, first, heads, AddedScores.NONE);
    }

    /**
     * A model of these layers.
     *
     * @param words the words' embeddings
     * @param first what becomes of them
     * @param added what is added to the scores of every layer
     */
    Model model(Weight words, SummedEmbedding first, List<EncoderHead> heads, AddedScores added) {
        LearnedPositions positions = Objects.requireNonNull(first.positions());
        return new TextEncoder(
                new ModelSizes(config.vocabulary(), config.hidden(), config.layers(), positions.count()),
                TokenEmbedding.of(words),
                first,
                LayerStack.of(config.layers(), index -> layer(index, added)),
                null,
                heads);
    }

    /** Heads on its last states. */
    TaskHeads heads() {
        return new TaskHeads(lookup, config.hidden(), this::norm);
    }

    private Layer layer(int index, AddedScores added) {
        String name = prefix + names.layers() + index + ".";
        int hidden = config.hidden();
        SelfAttention attention = new SelfAttention(
                new SelfAttention.Projections(
                        new Named<>("query", linear(name + names.query(), hidden, hidden)),
                        new Named<>("key", linear(name + names.key(), hidden, hidden)),
                        new Named<>("value", linear(name + names.value(), hidden, hidden)),
                        new Named<>("output", linear(name + names.attentionOutput(), hidden, hidden)),
                        true),
                null,
                config.heads().bidirectional(),
                null,
                added);
        return new ResidualLayer(
                Site.of("layers." + index),
                BranchNorms.normOfSum(new Named<>("attention.norm", norm(name + names.attentionNorm()))),
                new Named<>("attention", attention),
                BranchNorms.normOfSum(new Named<>("norm", norm(name + names.outputNorm()))),
                new Named<>(
                        "mlp",
                        FeedForward.of(lookup.plainMlp(
                                name + names.up(), name + names.down(), hidden, config.inner(), config.activation()))));
    }

    /** Name of a part of the encoder itself, such as its pooler. */
    String own(String name) {
        return prefix + name;
    }

    boolean has(String name) {
        return weights.has(name);
    }

    /** {@code name.weight} and {@code name.bias}. */
    LinearLayer linear(String name, int inputs, int outputs) {
        return lookup.linear(name, inputs, outputs, true);
    }

    NormLayer norm(String name) {
        boolean isOld = weights.has(name + ".gamma") && !weights.has(name + ".weight");
        return new NormLayer.Layer(
                vector(name + (isOld ? ".gamma" : ".weight"), config.hidden()),
                vector(name + (isOld ? ".beta" : ".bias"), config.hidden()),
                config.normEpsilon());
    }

    /** A bias that a file may hold under two names, or under one of them. */
    Tensor sharedBias(String name, String other, int size) {
        return lookup.sharedBias(name, other, size);
    }

    Tensor vector(String name, int size) {
        return lookup.vector(name, size);
    }
}
