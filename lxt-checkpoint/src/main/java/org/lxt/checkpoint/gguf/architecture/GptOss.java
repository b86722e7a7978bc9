// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * gpt-oss, {@code gpt-oss}: its experts' gates and what they multiply are apart, and stay in the blocks in which they were published.
 */
final class GptOss {
    private GptOss() {}

    static void gptOss(GgufOptions options, TensorNames names, Map<String, Object> config) {
        Decoders.options(options, names, config, "gpt_oss", "GptOss");
        Decoders.rotatesWholeHeads(options, config);
        // the inner width that counts is that of an expert
        config.put("intermediate_size", options.positive("expert_feed_forward_length"));
        int experts = options.positive("expert_count");
        config.put("num_local_experts", experts);
        config.put("num_experts_per_tok", options.positive("expert_used_count"));
        Windows.layers(options, config, 2);
        Object scaling = config.get("rope_scaling");
        // without any option the family takes the scaling of the published models
        config.put(
                "rope_scaling", scaling == null ? Map.of("rope_type", "default") : betweenPairs((Map<?, ?>) scaling));
        Decoders.tensors(names, config, false);
        Decoders.queriesAndKeys(names);
        config.put("attention_bias", names.has("blk.0.attn_q.bias"));
        String layer = "model.layers.*.";
        names.ofLayers("blk.*.attn_norm", layer + "input_layernorm");
        names.ofLayers("blk.*.post_attention_norm", layer + "post_attention_layernorm");
        names.vectorOfLayers("blk.*.attn_sinks.weight", layer + "self_attn.sinks");
        names.ofLayers("blk.*.ffn_gate_inp", layer + "mlp.router");
        Experts.usual(layer + "mlp.experts.").name(names, experts);
    }

    /** The ramp of the published models begins and ends between pairs, which no file says. */
    private static Map<Object, Object> betweenPairs(Map<?, ?> scaling) {
        Map<Object, Object> changed = new LinkedHashMap<>(scaling);
        if ("yarn".equals(changed.get("rope_type"))) {
            changed.put("truncate", false);
        }
        return changed;
    }
}
