package org.lxt.models.llama;

import org.lxt.spi.KnownOptions;

/** Options that files of this family and its relatives carry and that {@link LlamaConfig} does not read. */
final class LlamaOptions {
    static final KnownOptions KNOWN = KnownOptions.common()
            .neutral("llama", "model_type")
            // The reference's LLaMA is causal whatever this says; slices of a product add up to the product.
            .harmless("is_decoder", "pretraining_tp", "is_llama_config", "max_window_layers")
            .neutral(true, "is_causal")
            .neutral("swiglu", "activation")
            .refused("null, or use_sliding_window false", "sliding_window")
            .refused("full attention", "attention_chunk_size", "no_rope_layer_interval")
            .neutralElements("full_attention", "layer_types")
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
                    "qkv_bias",
                    "use_qkv_bias",
                    "o_bias",
                    "lm_head_bias",
                    "parallel_attn",
                    "use_parallel_residual")
            .neutral(1, "rotary_pct", "embedding_multiplier", "residual_multiplier", "logits_scaling", "logit_scale")
            .neutral(0, "num_experts", "num_local_experts", "n_routed_experts", "num_nextn_predict_layers")
            .refused("scores over the root of head_dim", "attention_multiplier", "query_pre_attn_scalar")
            .refused(
                    "logits and scores without a cap",
                    "logits_soft_cap",
                    "final_logit_softcapping",
                    "attn_logit_softcapping",
                    "clip_qkv")
            .build();

    private LlamaOptions() {}
}
