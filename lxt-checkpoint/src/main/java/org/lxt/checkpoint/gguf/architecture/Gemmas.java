// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.gguf.architecture.MappedTensor.Layout;

/** Gemma, whose norms have 1 added to their weights in the files, and whose head is always the embedding. */
final class Gemmas {
    /** The layers of Gemma 2 and 3 of 27 billion parameters, which scale scores by the hidden size over the heads. */
    private static final int LARGEST_OF_2 = 46;

    private static final int LARGEST_OF_3 = 62;

    private Gemmas() {}

    static void gemma(GgufOptions options, TensorNames names, Map<String, Object> config) {
        common(options, names, config, "gemma", "Gemma");
        names.ofLayers("blk.*.attn_norm", "model.layers.*.input_layernorm", Layout.ONE_ADDED);
        names.ofLayers("blk.*.ffn_norm", "model.layers.*.post_attention_layernorm", Layout.ONE_ADDED);
    }

    static void gemma2(GgufOptions options, TensorNames names, Map<String, Object> config) {
        common(options, names, config, "gemma2", "Gemma2");
        normsOnBothSides(names);
        config.put(
                "sliding_window",
                options.optionalPositive("attention.sliding_window").orElse(4096));
        config.put(
                "attn_logit_softcapping",
                options.number("attn_logit_softcapping").orElse(50));
        config.put(
                "final_logit_softcapping",
                options.number("final_logit_softcapping").orElse(30));
        scale(config, LARGEST_OF_2);
    }

    static void gemma3(GgufOptions options, TensorNames names, Map<String, Object> config) {
        common(options, names, config, "gemma3_text", "Gemma3");
        if (!options.has("rope.freq_base")) {
            config.put("rope_theta", 1_000_000);
        }
        config.put("rope_local_base_freq", options.number("rope.freq_base_swa").orElse(10000));
        normsOnBothSides(names);
        Decoders.queryKeyNorms(names, Layout.ONE_ADDED);
        Windows.layers(options, config, 6);
        options.number("final_logit_softcapping").ifPresent(cap -> config.put("final_logit_softcapping", cap));
        scale(config, LARGEST_OF_3);
    }

    /** EmbeddingGemma, whose positions see both sides. */
    static void embedding(GgufOptions options, TensorNames names, Map<String, Object> config) {
        gemma3(options, names, config);
        config.put("architectures", List.of("Gemma3TextModel"));
        config.put("use_bidirectional_attention", true);
        for (String layer : new String[] {"2", "3"}) {
            if (names.has("dense_" + layer + ".weight")) {
                options.positive("dense_" + layer + "_feat_in");
                options.positive("dense_" + layer + "_feat_out");
            }
            names.name("dense_" + layer, layer + "_Dense.linear");
        }
    }

    private static void common(
            GgufOptions options, TensorNames names, Map<String, Object> config, String type, String className) {
        Decoders.options(options, names, config, type, className);
        Decoders.rotatesWholeHeads(options, config);
        config.put("hidden_activation", "gelu_pytorch_tanh");
        Decoders.tensors(names, config, false);
        Decoders.queriesAndKeys(names);
        config.put("attention_bias", names.has("blk.0.attn_q.bias"));
        names.name("output_norm", "model.norm", Layout.ONE_ADDED);
    }

    private static void normsOnBothSides(TensorNames names) {
        String layer = "model.layers.*.";
        names.ofLayers("blk.*.attn_norm", layer + "input_layernorm", Layout.ONE_ADDED);
        names.ofLayers("blk.*.post_attention_norm", layer + "post_attention_layernorm", Layout.ONE_ADDED);
        names.ofLayers("blk.*.ffn_norm", layer + "pre_feedforward_layernorm", Layout.ONE_ADDED);
        names.ofLayers("blk.*.post_ffw_norm", layer + "post_feedforward_layernorm", Layout.ONE_ADDED);
    }

    /** Scores are divided by the root of the head's size but in the largest model; no file says so. */
    private static void scale(Map<String, Object> config, int layersOfLargest) {
        int size = Decoders.size(config, "head_dim");
        int hidden = Decoders.size(config, "hidden_size");
        boolean isLargest = Decoders.size(config, "num_hidden_layers") == layersOfLargest;
        config.put("query_pre_attn_scalar", isLargest ? hidden / Decoders.size(config, "num_attention_heads") : size);
    }
}
