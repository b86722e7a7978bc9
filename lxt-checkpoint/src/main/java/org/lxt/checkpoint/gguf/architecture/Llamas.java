// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.gguf.architecture.MappedTensor.Layout;

/** LLaMA and the families whose files are like its own. */
final class Llamas {
    private Llamas() {}

    /** LLaMA, Mistral, which has the same architecture, and Mixtral, which differs by its experts. */
    static void llama(GgufOptions options, TensorNames names, Map<String, Object> config) {
        boolean hasExperts = options.count("expert_count").isPresent();
        llamaLike(options, names, config, hasExperts ? "mixtral" : "llama", hasExperts ? "Mixtral" : "Llama");
        if (hasExperts) {
            int experts = options.positive("expert_count");
            config.put("num_local_experts", experts);
            config.put("num_experts_per_tok", options.positive("expert_used_count"));
            String block = "model.layers.*.block_sparse_moe.";
            names.ofLayers("blk.*.ffn_gate_inp", block + "gate");
            new Experts(block + "experts.", "w1", "w3", "w2").name(names, experts);
        } else {
            options.count("expert_used_count");
            Decoders.biases(names, config);
        }
    }

    /** Mistral Small 3 and others of that time: as LLaMA, but where scores are scaled by position. */
    static void mistral3(GgufOptions options, TensorNames names, Map<String, Object> config) {
        String temperature = "attention.temperature_scale";
        if (options.number(temperature).orElse(0) != 0) {
            throw options.unsupported(temperature, "0 or absent");
        }
        if (options.count("expert_count").isPresent()) {
            throw options.unsupported("expert_count", "0 or absent");
        }
        options.count("expert_used_count");
        llamaLike(options, names, config, "mistral", "Mistral");
        config.put("sliding_window", null);
    }

    private static void llamaLike(
            GgufOptions options, TensorNames names, Map<String, Object> config, String type, String className) {
        Decoders.options(options, names, config, type, className);
        Decoders.rotatesWholeHeads(options, config);
        Decoders.tensors(names, config, true);
        Decoders.pairedQueriesAndKeys(names, config);
    }

    /** Granite 3: LLaMA with multipliers. */
    static void granite(GgufOptions options, TensorNames names, Map<String, Object> config) {
        llamaLike(options, names, config, "granite", "Granite");
        Decoders.biases(names, config);
        options.number("embedding_scale").ifPresent(f -> config.put("embedding_multiplier", f));
        options.number("residual_scale").ifPresent(f -> config.put("residual_multiplier", f));
        options.number("attention.scale").ifPresent(f -> config.put("attention_multiplier", f));
        options.number("logit_scale").ifPresent(f -> config.put("logits_scaling", f));
    }

    /** SmolLM3: every fourth layer without rotation, which the files do not say. */
    static void smolLm3(GgufOptions options, TensorNames names, Map<String, Object> config) {
        llamaLike(options, names, config, "smollm3", "SmolLM3");
        Decoders.biases(names, config);
        config.put("no_rope_layer_interval", 4);
    }

    static void qwen2(GgufOptions options, TensorNames names, Map<String, Object> config) {
        qwen(options, names, config, "qwen2", "Qwen2");
    }

    /** Qwen 3, also as a reranker. */
    static void qwen3(GgufOptions options, TensorNames names, Map<String, Object> config) {
        qwen(options, names, config, "qwen3", "Qwen3");
        Classifiers.putOfDecoder(options, names, config, "Qwen3");
        config.put("attention_bias", names.has("blk.0.attn_q.bias"));
        Decoders.queryKeyNorms(names, Layout.SAME);
    }

    /** Qwen 3 with experts, whose weights are divided by their sum, which the files do not say. */
    static void qwen3Moe(GgufOptions options, TensorNames names, Map<String, Object> config) {
        qwen(options, names, config, "qwen3_moe", "Qwen3Moe");
        config.put("attention_bias", names.has("blk.0.attn_q.bias"));
        Decoders.queryKeyNorms(names, Layout.SAME);
        int experts = options.positive("expert_count");
        config.put("num_experts", experts);
        config.put("num_experts_per_tok", options.positive("expert_used_count"));
        config.put("moe_intermediate_size", options.positive("expert_feed_forward_length"));
        config.put("norm_topk_prob", true);
        config.put("decoder_sparse_step", 1);
        config.put("mlp_only_layers", List.of());
        String mlp = "model.layers.*.mlp.";
        names.ofLayers("blk.*.ffn_gate_inp", mlp + "gate");
        Experts.usual(mlp + "experts.").name(names, experts);
    }

    private static void qwen(
            GgufOptions options, TensorNames names, Map<String, Object> config, String type, String className) {
        Decoders.options(options, names, config, type, className);
        Decoders.rotatesWholeHeads(options, config);
        Decoders.tensors(names, config, true);
        Decoders.queriesAndKeys(names);
        config.put("use_sliding_window", false);
    }

    /** OLMo 2 and 3: norms after attention and MLP, and of the whole queries and keys; 3 has sliding windows. */
    static void olmo2(GgufOptions options, TensorNames names, Map<String, Object> config) {
        boolean isThird = options.count("attention.sliding_window").isPresent();
        Decoders.options(options, names, config, isThird ? "olmo3" : "olmo2", isThird ? "Olmo3" : "Olmo2");
        Decoders.rotatesWholeHeads(options, config);
        if (isThird) {
            Windows.layers(options, config, 4);
        } else {
            options.ignore("attention.sliding_window_pattern");
        }
        Decoders.tensors(names, config, false);
        Decoders.queriesAndKeys(names);
        config.put("attention_bias", names.has("blk.0.attn_q.bias"));
        Decoders.queryKeyNorms(names, Layout.SAME);
        names.ofLayers("blk.*.post_attention_norm", "model.layers.*.post_attention_layernorm");
        names.ofLayers("blk.*.post_ffw_norm", "model.layers.*.post_feedforward_layernorm");
    }

    /** Phi-3 to 4: fused projections, part of a head rotated. */
    static void phi3(GgufOptions options, TensorNames names, Map<String, Object> config) {
        Decoders.options(options, names, config, "phi3", "Phi3");
        int size = Decoders.size(config, "head_dim");
        config.remove("head_dim");
        int rotated = options.optionalPositive("rope.dimension_count").orElse(size);
        if (rotated != size) {
            config.put("partial_rotary_factor", (double) rotated / size);
        }
        options.optionalPositive("rope.scaling.original_context_length")
                .ifPresent(n -> config.put("original_max_position_embeddings", n));
        options.count("attention.sliding_window").ifPresent(n -> config.put("sliding_window", n));
        names.name("token_embd", "model.embed_tokens");
        names.name("output_norm", "model.norm");
        names.name("output", "lm_head");
        names.ofLayers("blk.*.attn_norm", "model.layers.*.input_layernorm");
        names.ofLayers("blk.*.attn_qkv", "model.layers.*.self_attn.qkv_proj");
        names.ofLayers("blk.*.attn_output", "model.layers.*.self_attn.o_proj");
        names.ofLayers("blk.*.ffn_norm", "model.layers.*.post_attention_layernorm");
        names.ofLayers("blk.*.ffn_up", "model.layers.*.mlp.gate_up_proj");
        names.ofLayers("blk.*.ffn_down", "model.layers.*.mlp.down_proj");
    }
}
