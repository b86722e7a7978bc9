package org.lxt.models.llama;

import org.lxt.spi.ModelConfig;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.backend.Activation;
import org.lxt.tensor.ops.AttentionShape;

/** The options of a LLaMA checkpoint, checked. Source: {@code configuration_llama.py} of transformers. */
record LlamaConfig(
        int vocabulary,
        int hidden,
        int layers,
        int intermediate,
        AttentionShape attention,
        double normEpsilon,
        Activation activation,
        boolean attentionBias,
        boolean mlpBias,
        boolean tiedHead,
        RotaryEmbedding rope) {
    private static final String FAMILY = "llama";
    private static final int DEFAULT_MAX_POSITIONS = 2048;

    /**
     * Reads and checks the options.
     *
     * @throws org.lxt.spi.ModelException if one is missing, not usable, or changes the computation in a way that is not
     *     implemented
     */
    static LlamaConfig read(ModelConfig config) {
        int hidden = config.positive("hidden_size");
        int heads = config.positive("num_attention_heads");
        int keyValueHeads = config.optionalPositive("num_key_value_heads").orElse(heads);
        if (heads % keyValueHeads != 0) {
            throw config.wrong(
                    "num_key_value_heads", "a divisor of num_attention_heads (" + heads + ")", keyValueHeads);
        }
        int headSize = headSize(config, hidden, heads);
        LlamaConfig result = new LlamaConfig(
                config.positive("vocab_size"),
                hidden,
                config.positive("num_hidden_layers"),
                config.positive("intermediate_size"),
                AttentionShape.causal(heads, keyValueHeads, headSize),
                normEpsilon(config),
                activation(config),
                config.flag("attention_bias", false),
                config.flag("mlp_bias", false),
                config.flag("tie_word_embeddings", false),
                rope(config, headSize));
        passOverUnusedWindow(config);
        LlamaOptions.KNOWN.check(config, FAMILY);
        return result;
    }

    private static int headSize(ModelConfig config, int hidden, int heads) {
        int size = config.optionalPositive("head_dim").orElseGet(() -> {
            if (hidden % heads != 0) {
                throw config.wrong("hidden_size", "a multiple of num_attention_heads (" + heads + ")", hidden);
            }
            return hidden / heads;
        });
        if ((long) size * heads > Integer.MAX_VALUE) {
            throw config.wrong("head_dim", "such that num_attention_heads (" + heads + ") heads can be held", size);
        }
        return size;
    }

    private static double normEpsilon(ModelConfig config) {
        double epsilon = config.number("rms_norm_eps").orElse(1e-6);
        if (epsilon < 0) {
            throw config.wrong("rms_norm_eps", "0 or positive", epsilon);
        }
        return epsilon;
    }

    private static RotaryEmbedding rope(ModelConfig config, int headSize) {
        int maxPositions = config.optionalPositive("max_position_embeddings").orElse(DEFAULT_MAX_POSITIONS);
        return RotaryEmbedding.read(config, FAMILY, headSize, maxPositions);
    }

    /** A window that is written down but switched off, as Qwen's files have it, is none. */
    private static void passOverUnusedWindow(ModelConfig config) {
        if (!config.flag("use_sliding_window", true)) {
            config.ignore("sliding_window");
        }
    }

    private static Activation activation(ModelConfig config) {
        return switch (config.string("hidden_act").orElse("silu")) {
            case "silu", "swish" -> Activation.SILU;
            case "gelu" -> Activation.GELU;
            case "gelu_new", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            case "tanh" -> Activation.TANH;
            default ->
                throw config.unsupported(
                        "hidden_act", FAMILY, "silu, swish, gelu, gelu_new, gelu_pytorch_tanh, relu, tanh");
        };
    }
}
