package org.lxt.models.llama;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Weights;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.Weight;

/** Looks the parameters up under the names that transformers gives them. */
final class LlamaParameters {
    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";

    private final LlamaConfig config;
    private final Weights weights;
    private final Scope constants;
    private final Weight embedding;

    LlamaParameters(LlamaConfig config, Weights weights, Scope constants) {
        this.config = config;
        this.weights = weights;
        this.constants = constants;
        this.embedding = vocabularyMatrix(storedName(EMBEDDING, HEAD));
    }

    Weight embedding() {
        return embedding;
    }

    LinearLayer head() {
        String name = storedName(HEAD, EMBEDDING);
        return new LinearLayer(name.equals(embedding.name()) ? embedding : vocabularyMatrix(name), null);
    }

    /**
     * The name to look a parameter up under: its own, or that of the one it is tied to if only that is stored. If both are
     * stored each is itself: with equal values that is the same, and with different ones the reference does not tie them
     * either ({@code tie_weights} of transformers 5).
     */
    private String storedName(String own, String tied) {
        return config.tiedHead() && !weights.has(own) && weights.has(tied) ? tied : own;
    }

    private Weight vocabularyMatrix(String name) {
        return weights.matrix(name, config.vocabulary(), config.hidden());
    }

    NormLayer finalNorm() {
        return norm("model.norm");
    }

    LlamaBlock block(int layer) {
        String prefix = "model.layers." + layer + ".";
        int queryWidth = config.attention().heads() * config.attention().headSize();
        int keyWidth = config.attention().keyValueHeads() * config.attention().headSize();
        int hidden = config.hidden();
        boolean bias = config.attentionBias();
        return new LlamaBlock(
                Site.of("layers." + layer),
                norm(prefix + "input_layernorm"),
                linear(prefix + "self_attn.q_proj", hidden, queryWidth, bias),
                linear(prefix + "self_attn.k_proj", hidden, keyWidth, bias),
                linear(prefix + "self_attn.v_proj", hidden, keyWidth, bias),
                linear(prefix + "self_attn.o_proj", queryWidth, hidden, bias),
                norm(prefix + "post_attention_layernorm"),
                mlp(prefix + "mlp."),
                config.attention());
    }

    private MlpLayer mlp(String prefix) {
        int hidden = config.hidden();
        int inner = config.intermediate();
        boolean bias = config.mlpBias();
        return new MlpLayer(
                linear(prefix + "gate_proj", hidden, inner, bias),
                linear(prefix + "up_proj", hidden, inner, bias),
                linear(prefix + "down_proj", inner, hidden, bias),
                config.activation());
    }

    private NormLayer norm(String name) {
        return new NormLayer(vector(name + ".weight", config.hidden()), 0, config.normEpsilon());
    }

    private LinearLayer linear(String name, int inputs, int outputs, boolean withBias) {
        @Nullable Tensor bias = withBias ? vector(name + ".bias", outputs) : null;
        return new LinearLayer(weights.matrix(name + ".weight", outputs, inputs), bias);
    }

    private Tensor vector(String name, int size) {
        return constants.constant(Shape.of(size), weights.vector(name, size));
    }
}
