// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.gguf.architecture.MappedTensor.Layout;

/** GPT-2, whose layers the converter turned. */
final class Gpt2 {
    private Gpt2() {}

    static void gpt2(GgufOptions options, TensorNames names, Map<String, Object> config) {
        config.put("model_type", "gpt2");
        config.put("architectures", List.of("GPT2LMHeadModel"));
        config.put("vocab_size", names.rows("token_embd.weight"));
        config.put("n_positions", names.rows("position_embd.weight"));
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
}
