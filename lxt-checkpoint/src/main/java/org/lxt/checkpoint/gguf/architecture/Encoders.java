// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.Map;

/**
 * BERT with its relatives, which are one architecture in GGUF, and ModernBERT. Which relative it is no file says: those of RoBERTa
 * have another tokenizer, and those of DistilBERT no token types.
 */
final class Encoders {
    private static final String LAYER = "encoder.layer.*.";
    private static final String TYPES = "token_types.weight";

    /** The padding token of RoBERTa and XLM-RoBERTa, where the metadata names none. */
    private static final long PADDING = 1;

    private Encoders() {}

    static void bert(GgufOptions options, TensorNames names, Map<String, Object> config) {
        String tokenizer = options.tokenizer();
        names.areMatrices(TYPES);
        if (tokenizer.equals("gpt2") || tokenizer.equals("t5")) {
            roberta(options, names, config, tokenizer.equals("t5"));
        } else if (names.has(TYPES)) {
            sizes(options, names, config);
            config.put("model_type", "bert");
            config.put("max_position_embeddings", names.rows("position_embd.weight"));
            config.put("type_vocab_size", names.rows(TYPES));
            names.name("position_embd", "embeddings.position_embeddings");
            likeBert(options, names, config);
            Classifiers.refuseOneLayer(names);
            Classifiers.put(options, names, config, "Bert", "pooler.dense", "classifier");
        } else {
            distilBert(options, names, config);
        }
    }

    /** Positions begin after the number of the padding token, and the converter leaves out the rows before. */
    private static void roberta(
            GgufOptions options, TensorNames names, Map<String, Object> config, boolean isMultilingual) {
        sizes(options, names, config);
        int positions = names.rows("position_embd.weight");
        long before = 1 + (config.get("pad_token_id") instanceof Long padding ? padding : PADDING);
        if (before < 1 || before > positions) {
            throw options.wrongToken("padding", "less than the number of positions, " + positions);
        }
        config.put("pad_token_id", before - 1);
        config.put("model_type", isMultilingual ? "xlm-roberta" : "roberta");
        config.put("max_position_embeddings", positions + before);
        config.put("type_vocab_size", names.rows(TYPES));
        names.cut("position_embd.weight", "embeddings.position_embeddings.weight", (int) before);
        likeBert(options, names, config);
        Classifiers.put(
                options,
                names,
                config,
                isMultilingual ? "XLMRoberta" : "Roberta",
                "classifier.dense",
                "classifier.out_proj");
    }

    /** Options that all relatives of BERT have under the same names. */
    private static void sizes(GgufOptions options, TensorNames names, Map<String, Object> config) {
        config.put("hidden_size", options.positive("embedding_length"));
        config.put("num_hidden_layers", options.positive("block_count"));
        config.put("num_attention_heads", options.positive("attention.head_count"));
        config.put("intermediate_size", options.positive("feed_forward_length"));
        common(options, names, config);
    }

    private static void common(GgufOptions options, TensorNames names, Map<String, Object> config) {
        config.put("vocab_size", names.rows("token_embd.weight"));
        // how an embedding is made of the states is read where one is asked for
        options.ignore("context_length", "vocab_size", "pooling_type");
        if (options.flag("attention.causal").orElse(false)) {
            throw options.unsupported("attention.causal", "false");
        }
    }

    private static void likeBert(GgufOptions options, TensorNames names, Map<String, Object> config) {
        options.number("attention.layer_norm_epsilon").ifPresent(e -> config.put("layer_norm_eps", e));
        int hidden = Decoders.size(config, "hidden_size");
        Decoders.projectionsApart(names, hidden, hidden);
        names.name("token_types", "embeddings.token_type_embeddings");
        names.name("token_embd", "embeddings.word_embeddings");
        names.name("token_embd_norm", "embeddings.LayerNorm");
        names.ofLayers("blk.*.attn_q", LAYER + "attention.self.query");
        names.ofLayers("blk.*.attn_k", LAYER + "attention.self.key");
        names.ofLayers("blk.*.attn_v", LAYER + "attention.self.value");
        names.ofLayers("blk.*.attn_output", LAYER + "attention.output.dense");
        names.ofLayers("blk.*.attn_output_norm", LAYER + "attention.output.LayerNorm");
        names.ofLayers("blk.*.ffn_up", LAYER + "intermediate.dense");
        names.ofLayers("blk.*.ffn_down", LAYER + "output.dense");
        names.ofLayers("blk.*.layer_output_norm", LAYER + "output.LayerNorm");
    }

    private static void distilBert(GgufOptions options, TensorNames names, Map<String, Object> config) {
        // the family has it whatever the options say
        if (options.number("attention.layer_norm_epsilon").orElse(1e-12) != 1e-12) {
            throw options.unsupported(
                    "attention.layer_norm_epsilon", "1e-12 in a model without token types, a DistilBERT");
        }
        config.put("model_type", "distilbert");
        config.put("dim", options.positive("embedding_length"));
        config.put("n_layers", options.positive("block_count"));
        config.put("n_heads", options.positive("attention.head_count"));
        config.put("hidden_dim", options.positive("feed_forward_length"));
        common(options, names, config);
        config.put("max_position_embeddings", names.rows("position_embd.weight"));
        names.name("position_embd", "embeddings.position_embeddings");
        names.name("token_embd", "embeddings.word_embeddings");
        names.name("token_embd_norm", "embeddings.LayerNorm");
        int hidden = Decoders.size(config, "dim");
        Decoders.projectionsApart(names, hidden, hidden);
        String layer = "transformer.layer.*.";
        names.ofLayers("blk.*.attn_q", layer + "attention.q_lin");
        names.ofLayers("blk.*.attn_k", layer + "attention.k_lin");
        names.ofLayers("blk.*.attn_v", layer + "attention.v_lin");
        names.ofLayers("blk.*.attn_output", layer + "attention.out_lin");
        names.ofLayers("blk.*.attn_output_norm", layer + "sa_layer_norm");
        names.ofLayers("blk.*.ffn_up", layer + "ffn.lin1");
        names.ofLayers("blk.*.ffn_down", layer + "ffn.lin2");
        names.ofLayers("blk.*.layer_output_norm", layer + "output_layer_norm");
        Classifiers.put(options, names, config, "DistilBert", "pre_classifier", "classifier");
    }

    static void modernBert(GgufOptions options, TensorNames names, Map<String, Object> config) {
        sizes(options, names, config);
        config.put("model_type", "modernbert");
        options.optionalPositive("context_length").ifPresent(n -> config.put("max_position_embeddings", n));
        options.string("hidden_activation").ifPresent(name -> config.put("hidden_activation", name));
        // The option of transformers that counts, norm_eps, is written as one of root mean squares; the other one is
        // not read there.
        options.number("attention.layer_norm_epsilon").ifPresent(e -> config.put("norm_eps", e));
        options.number("attention.layer_norm_rms_epsilon").ifPresent(e -> config.put("norm_eps", e));
        rotation(options, config);
        windows(options, config);
        config.put("norm_bias", names.has("output_norm.bias"));
        config.put("attention_bias", names.has("blk.0.attn_qkv.bias"));
        config.put("mlp_bias", names.has("blk.0.ffn_up.bias"));
        config.put("classifier_bias", names.has("cls.bias"));
        names.name("token_embd", "embeddings.tok_embeddings");
        names.name("token_embd_norm", "embeddings.norm");
        names.name("output_norm", "final_norm");
        names.ofLayers("blk.*.attn_norm", "layers.*.attn_norm");
        names.ofLayers("blk.*.attn_qkv", "layers.*.attn.Wqkv");
        names.ofLayers("blk.*.attn_output", "layers.*.attn.Wo");
        names.ofLayers("blk.*.ffn_norm", "layers.*.mlp_norm");
        names.ofLayers("blk.*.ffn_up", "layers.*.mlp.Wi");
        names.ofLayers("blk.*.ffn_down", "layers.*.mlp.Wo");
        // files from before this key are of models that take the mean
        int pooling = options.optionalPositive("classifier.pooling_type").orElse(1);
        if (pooling > 2) {
            throw options.unsupported("classifier.pooling_type", "1 (mean) or 2 (first token)");
        }
        config.put("classifier_pooling", pooling == 1 ? "mean" : "cls");
        Classifiers.put(options, names, config, "ModernBert", "head.dense", "classifier");
        if (names.has("cls.output.weight")) {
            names.name("cls.norm", "head.norm");
        } else {
            // What is left of a masked language model's head: its decoder's bias is in no file.
            names.ignore("cls.weight", "cls.bias", "cls.norm.weight", "cls.norm.bias");
        }
    }

    private static void rotation(GgufOptions options, Map<String, Object> config) {
        options.number("rope.freq_base").ifPresent(theta -> config.put("global_rope_theta", theta));
        options.number("rope.freq_base_swa").ifPresent(theta -> config.put("local_rope_theta", theta));
        if (!options.string("rope.scaling.type").orElse("none").equals("none")) {
            throw options.unsupported("rope.scaling.type", "none");
        }
        int size = Decoders.size(config, "hidden_size") / Decoders.size(config, "num_attention_heads");
        for (String key : new String[] {"attention.key_length", "attention.value_length", "rope.dimension_count"}) {
            if (options.optionalPositive(key).orElse(size) != size) {
                throw options.unsupported(key, "the size of a head, " + size);
            }
        }
    }

    /** The first layer sees everything, and then every third if nothing else is said; without a window all do. */
    private static void windows(GgufOptions options, Map<String, Object> config) {
        if (Windows.layers(options, config, 3, true)) {
            config.put("local_attention", Decoders.size(config, "sliding_window"));
            config.remove("sliding_window");
        }
    }
}
