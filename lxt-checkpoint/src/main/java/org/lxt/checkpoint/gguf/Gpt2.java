// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.gguf.MappedTensor.Layout;

/** GPT-2 and BERT. */
final class OtherModels {
    private OtherModels() {}

    static void gpt2(GgufOptions options, TensorNames names, Map<String, Object> config) {
        config.put("model_type", "gpt2");
        config.put("architectures", List.of("GPT2LMHeadModel"));
        config.put("vocab_size", rows(names, "token_embd.weight"));
        config.put("n_positions", rows(names, "position_embd.weight"));
        config.put("n_embd", options.positive("embedding_length"));
        config.put("n_layer", options.positive("block_count"));
        config.put("n_head", options.positive("attention.head_count"));
        config.put("n_inner", options.positive("feed_forward_length"));
        options.number("attention.layer_norm_epsilon").ifPresent(e -> config.put("layer_norm_epsilon", e));
        config.put("tie_word_embeddings", !names.has("output.weight"));
        options.ignore("context_length", "vocab_size");
        names.name("token_embd", "transformer.wte");
        names.name("position_embd", "transformer.wpe");
        names.name("output_norm", "transformer.ln_f");
        names.name("output", "lm_head");
        String layer = "transformer.h.*.";
        names.ofLayers("blk.*.attn_norm", layer + "ln_1");
        names.ofLayers("blk.*.attn_qkv", layer + "attn.c_attn", Layout.TURNED);
        names.ofLayers("blk.*.attn_output", layer + "attn.c_proj", Layout.TURNED);
        names.ofLayers("blk.*.ffn_norm", layer + "ln_2");
        names.ofLayers("blk.*.ffn_up", layer + "mlp.c_fc", Layout.TURNED);
        names.ofLayers("blk.*.ffn_down", layer + "mlp.c_proj", Layout.TURNED);
    }

    /** An encoder without heads: its files leave them out. */
    static void bert(GgufOptions options, TensorNames names, Map<String, Object> config) {
        config.put("model_type", "bert");
        config.put("architectures", List.of("BertModel"));
        config.put("vocab_size", rows(names, "token_embd.weight"));
        config.put("max_position_embeddings", rows(names, "position_embd.weight"));
        config.put("type_vocab_size", rows(names, "token_types.weight"));
        config.put("hidden_size", options.positive("embedding_length"));
        config.put("num_hidden_layers", options.positive("block_count"));
        config.put("num_attention_heads", options.positive("attention.head_count"));
        config.put("intermediate_size", options.positive("feed_forward_length"));
        options.number("attention.layer_norm_epsilon").ifPresent(e -> config.put("layer_norm_eps", e));
        options.ignore("context_length", "vocab_size", "pooling_type");
        if (options.flag("attention.causal").orElse(false)) {
            throw options.unsupported("attention.causal", "false");
        }
        names.name("token_embd", "embeddings.word_embeddings");
        names.name("position_embd", "embeddings.position_embeddings");
        names.name("token_types", "embeddings.token_type_embeddings");
        names.name("token_embd_norm", "embeddings.LayerNorm");
        String layer = "encoder.layer.*.";
        names.ofLayers("blk.*.attn_q", layer + "attention.self.query");
        names.ofLayers("blk.*.attn_k", layer + "attention.self.key");
        names.ofLayers("blk.*.attn_v", layer + "attention.self.value");
        names.ofLayers("blk.*.attn_output", layer + "attention.output.dense");
        names.ofLayers("blk.*.attn_output_norm", layer + "attention.output.LayerNorm");
        names.ofLayers("blk.*.ffn_up", layer + "intermediate.dense");
        names.ofLayers("blk.*.ffn_down", layer + "output.dense");
        names.ofLayers("blk.*.layer_output_norm", layer + "output.LayerNorm");
    }

    private static long rows(TensorNames names, String tensor) {
        long[] shape = names.required(tensor).shape();
        return shape.length == 2 ? shape[0] : 0;
    }
}
