// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.lxt.checkpoint.gguf.GgufTensor;

/** What the decoders have in common: options of LLaMA and its relatives, and their tensors. */
final class Decoders {
    private static final String SELF = "model.layers.*.self_attn.";

    private Decoders() {}

    /** Options that nearly all have; the class of transformers is {@code className + "ForCausalLM"}. */
    static void options(
            GgufOptions options, TensorNames names, Map<String, Object> config, String type, String className) {
        config.put("model_type", type);
        config.put("architectures", List.of(className + "ForCausalLM"));
        GgufTensor table = names.required("token_embd.weight");
        config.put("vocab_size", table.shape().length == 2 ? table.shape()[0] : 0);
        int hidden = options.positive("embedding_length");
        int heads = options.positive("attention.head_count");
        config.put("hidden_size", hidden);
        config.put("num_hidden_layers", options.positive("block_count"));
        config.put("intermediate_size", options.positive("feed_forward_length"));
        config.put("num_attention_heads", heads);
        config.put(
                "num_key_value_heads",
                options.optionalPositive("attention.head_count_kv").orElse(heads));
        int headSize = headSize(options, hidden, heads);
        config.put("head_dim", headSize);
        options.number("attention.layer_norm_rms_epsilon").ifPresent(e -> config.put("rms_norm_eps", e));
        options.optionalPositive("context_length").ifPresent(n -> config.put("max_position_embeddings", n));
        config.put("tie_word_embeddings", !names.has("output.weight"));
        config.put("rope_theta", options.number("rope.freq_base").orElse(10000));
        // how an embedding is made of the states is read where one is asked for
        options.ignore("vocab_size", "rope.scaling.finetuned", "pooling_type");
        if (!options.flag("attention.causal").orElse(true)) {
            throw options.unsupported("attention.causal", "true");
        }
        Map<String, Object> scaling = RopeScalings.read(options, names, headSize);
        if (!scaling.isEmpty()) {
            config.put("rope_scaling", scaling);
        }
    }

    private static int headSize(GgufOptions options, int hidden, int heads) {
        OptionalInt key = options.optionalPositive("attention.key_length");
        if (key.isEmpty() && hidden % heads != 0) {
            throw options.unsupported("attention.head_count", "a divisor of the embedding length");
        }
        int size = key.orElse(hidden / heads);
        if (options.optionalPositive("attention.value_length").orElse(size) != size) {
            throw options.unsupported("attention.value_length", "the same as the length of keys, " + size);
        }
        return size;
    }

    /** An option that was put there before. */
    static int size(Map<String, Object> config, String option) {
        return (int) Objects.requireNonNull(config.get(option));
    }

    /** Whole heads are rotated. */
    static void rotatesWholeHeads(GgufOptions options, Map<String, Object> config) {
        int size = size(config, "head_dim");
        if (options.optionalPositive("rope.dimension_count").orElse(size) != size) {
            throw options.unsupported("rope.dimension_count", "the size of a head, " + size);
        }
    }

    /**
     * The tensors outside of the layers, those of attention but for queries and keys, and of a gated MLP. Queries, keys and values are
     * taken apart where they are one tensor.
     */
    static void tensors(TensorNames names, Map<String, Object> config, boolean withNormsBefore) {
        projectionsApart(names, config);
        names.name("token_embd", "model.embed_tokens");
        names.name("output_norm", "model.norm");
        names.name("output", "lm_head");
        if (withNormsBefore) {
            names.ofLayers("blk.*.attn_norm", "model.layers.*.input_layernorm");
            names.ofLayers("blk.*.ffn_norm", "model.layers.*.post_attention_layernorm");
        }
        names.ofLayers("blk.*.attn_v", SELF + "v_proj");
        names.ofLayers("blk.*.attn_output", SELF + "o_proj");
        names.ofLayers("blk.*.ffn_gate", "model.layers.*.mlp.gate_proj");
        names.ofLayers("blk.*.ffn_up", "model.layers.*.mlp.up_proj");
        names.ofLayers("blk.*.ffn_down", "model.layers.*.mlp.down_proj");
    }

    private static void projectionsApart(TensorNames names, Map<String, Object> config) {
        long size = size(config, "head_dim");
        projectionsApart(names, size(config, "num_attention_heads") * size, size(config, "num_key_value_heads") * size);
    }

    /** Queries, keys and values that a converter made one tensor of. */
    static void projectionsApart(TensorNames names, long queries, long keys) {
        for (int i = 0; i < names.layers(); i++) {
            String layer = "blk." + i + ".attn_";
            SequencedMap<String, Long> parts = new LinkedHashMap<>();
            parts.put(layer + "q", queries);
            parts.put(layer + "k", keys);
            parts.put(layer + "v", keys);
            names.apart(layer + "qkv", parts);
        }
    }

    /** Queries and keys, as transformers has them. */
    static void queriesAndKeys(TensorNames names) {
        names.ofLayers("blk.*.attn_q", SELF + "q_proj");
        names.ofLayers("blk.*.attn_k", SELF + "k_proj");
    }

    /** Queries and keys whose rows the converter paired. */
    static void pairedQueriesAndKeys(TensorNames names, Map<String, Object> config) {
        names.pairedOfLayers("blk.*.attn_q", SELF + "q_proj", size(config, "num_attention_heads"));
        names.pairedOfLayers("blk.*.attn_k", SELF + "k_proj", size(config, "num_key_value_heads"));
    }

    /** Norms of queries and keys. */
    static void queryKeyNorms(TensorNames names, MappedTensor.Layout layout) {
        names.ofLayers("blk.*.attn_q_norm", SELF + "q_norm", layout);
        names.ofLayers("blk.*.attn_k_norm", SELF + "k_norm", layout);
    }

    /** Whether attention and MLP have biases: what transformers says by options. */
    static void biases(TensorNames names, Map<String, Object> config) {
        config.put("attention_bias", names.has("blk.0.attn_q.bias"));
        config.put("mlp_bias", names.has("blk.0.ffn_gate.bias"));
    }
}
