package org.lxt.spi.decoder;

import org.lxt.spi.KnownOptions;
import org.lxt.spi.ModelConfig;
import org.lxt.tensor.backend.Activation;

/** Options that decoders have in common. */
public final class DecoderOptions {
    private DecoderOptions() {}

    /** {@code rms_norm_eps}, 1e-6 if absent. */
    public static double normEpsilon(ModelConfig config) {
        double epsilon = config.number("rms_norm_eps").orElse(1e-6);
        if (epsilon < 0) {
            throw config.wrong("rms_norm_eps", "0 or positive", epsilon);
        }
        return epsilon;
    }

    /**
     * The activation that an option names.
     *
     * @param option such as {@code hidden_act}
     * @param absent the name if the option is absent
     * @throws org.lxt.spi.ModelException if it is not implemented
     */
    public static Activation activation(ModelConfig config, String family, String option, String absent) {
        return switch (config.string(option).orElse(absent)) {
            case "silu", "swish" -> Activation.SILU;
            case "gelu", "gelu_python" -> Activation.GELU;
            case "gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh" ->
                Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            case "tanh" -> Activation.TANH;
            case "sigmoid" -> Activation.SIGMOID;
            default ->
                throw config.unsupported(
                        option,
                        family,
                        "silu, swish, gelu, gelu_python, gelu_new, gelu_fast, gelu_accurate, gelu_pytorch_tanh,"
                                + " gelu_python_tanh, relu, tanh, sigmoid");
        };
    }

    /**
     * Options by which decoders differ from the plain one, of no consequence only at the value that says that this one does
     * not. A family that reads one of them, or says something else of it, comes first.
     *
     * @param modelType the value that {@code model_type} must have
     */
    public static KnownOptions.Builder known(String modelType) {
        return KnownOptions.common()
                .neutral(modelType, "model_type")
                // The reference's decoders are causal whatever this says.
                .harmless("is_decoder")
                .neutral(true, "is_causal")
                .neutral("swiglu", "activation")
                .refused("full attention", "attention_chunk_size", "no_rope_layer_interval")
                .neutralEmpty("no_rope_layers")
                .neutral(
                        false,
                        "rope_interleaved",
                        "rope_interleave",
                        "use_mrope",
                        "alibi",
                        "use_alibi",
                        "qk_layernorm",
                        "use_qk_layernorm",
                        "qk_norm",
                        "use_qk_norm",
                        "attention_sink",
                        "attention_sinks",
                        "use_attention_sinks",
                        "bias",
                        "use_bias",
                        "attention_bias",
                        "mlp_bias",
                        "qkv_bias",
                        "use_qkv_bias",
                        "o_bias",
                        "lm_head_bias",
                        "parallel_attn",
                        "use_parallel_residual")
                .neutral(
                        1, "rotary_pct", "embedding_multiplier", "residual_multiplier", "logits_scaling", "logit_scale")
                .neutral(0, "num_experts", "num_local_experts", "n_routed_experts", "num_nextn_predict_layers")
                .refused("scores over the root of head_dim", "attention_multiplier", "query_pre_attn_scalar")
                .refused(
                        "logits and scores without a cap",
                        "logits_soft_cap",
                        "final_logit_softcapping",
                        "attn_logit_softcapping",
                        "clip_qkv");
    }
}
