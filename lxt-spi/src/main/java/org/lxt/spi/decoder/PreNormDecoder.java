package org.lxt.spi.decoder;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Weights;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;

/**
 * Puts a decoder of {@link PreNormLayer}s together, with parameters under the names of transformers: {@code
 * model.embed_tokens}, {@code model.layers.0} and so on, {@code model.norm}, {@code lm_head}. What families differ in,
 * attention and MLP, they make themselves.
 */
public final class PreNormDecoder {
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

    /**
     * Begins.
     *
     * @param constants owns biases and norm weights
     */
    public PreNormDecoder(DecoderConfig config, Weights weights, Scope constants) {
        this.config = config;
        this.weights = weights;
        this.parameters = new ParameterLookup(weights, constants);
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
     * Makes the model.
     *
     * @throws org.lxt.spi.ModelException if a parameter is missing or of another shape
     */
    public CausalDecoder build(PartOfLayer<SelfAttention> attention, PartOfLayer<FeedForward> mlp) {
        VocabularyMatrices vocabulary = VocabularyMatrices.find(
                weights,
                "model.embed_tokens.weight",
                "lm_head.weight",
                config.vocabulary(),
                config.hidden(),
                config.tiedHead());
        List<DecoderLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            String name = "model.layers." + i;
            layers.add(new PreNormLayer(
                    Site.of("layers." + i),
                    norm(name + ".input_layernorm"),
                    attention.find(i, name + ".self_attn"),
                    norm(name + ".post_attention_layernorm"),
                    mlp.find(i, name + ".mlp")));
        }
        return new CausalDecoder(
                config.sizes(),
                TokenEmbedding.of(vocabulary.embedding()),
                new DecoderStack(layers),
                norm("model.norm"),
                LogitHead.linear(new LinearLayer(vocabulary.head(), null)));
    }

    private NormLayer norm(String name) {
        return parameters.norm(name, config.hidden(), 0, config.normEpsilon());
    }
}
