// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import org.lxt.spi.checkpoint.KnownOptions;

/** Options that decoders have in common and that few of them read. */
public final class DecoderOptions {
    private DecoderOptions() {}

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
