package org.lxt.models.llama;

import org.lxt.spi.ModelConfig;
import org.lxt.spi.rope.RopeFrequencies;
import org.lxt.tensor.backend.Activation;
import org.lxt.tensor.ops.AttentionShape;

/** The options of a LLaMA checkpoint, checked. Source: {@code configuration_llama.py} of transformers. */
record LlamaConfig(
        int vocabulary,
        int hidden,
        int layers,
        int maxPositions,
        int intermediate,
        AttentionShape attention,
        double normEpsilon,
        Activation activation,
        boolean attentionBias,
        boolean mlpBias,
        boolean tiedHead,
        RopeFrequencies rope) {
    private static final String FAMILY = "llama";

    static LlamaConfig read(ModelConfig config) {
        int hidden = config.positive("hidden_size");
        int heads = config.positive("num_attention_heads");
        int keyValueHeads = config.optionalPositive("num_key_value_heads").orElse(heads);
        if (heads % keyValueHeads != 0) {
            throw config.wrong(
                    "num_key_value_heads", "a divisor of num_attention_heads (" + heads + ")", keyValueHeads);
        }
        int headSize = config.optionalPositive("head_dim").orElseGet(() -> headSize(config, hidden, heads));
        if (headSize % 2 != 0) {
            throw config.wrong("head_dim", "even, for rotary position embeddings", headSize);
        }
        refuseQuantized(config);
        return new LlamaConfig(
                config.positive("vocab_size"),
                hidden,
                config.positive("num_hidden_layers"),
                config.optionalPositive("max_position_embeddings").orElse(2048),
                config.positive("intermediate_size"),
                AttentionShape.causal(heads, keyValueHeads, headSize),
                config.number("rms_norm_eps").orElse(1e-6),
                activation(config),
                config.flag("attention_bias", false),
                config.flag("mlp_bias", false),
                config.flag("tie_word_embeddings", false),
                RopeFrequencies.read(config, FAMILY, headSize));
    }

    private static int headSize(ModelConfig config, int hidden, int heads) {
        if (hidden % heads != 0) {
            throw config.wrong("hidden_size", "a multiple of num_attention_heads (" + heads + ")", hidden);
        }
        return hidden / heads;
    }

    private static void refuseQuantized(ModelConfig config) {
        if (config.has("quantization_config")) {
            throw config.unsupported("quantization_config", FAMILY, "weights stored as float32, float16 or bfloat16");
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
