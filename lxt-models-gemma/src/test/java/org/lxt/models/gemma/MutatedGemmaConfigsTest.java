// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.List;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of Gemma 3 changed at random. */
class MutatedGemmaConfigsTest extends MutatedConfigsContract {
    MutatedGemmaConfigsTest() {
        super(
                40_000,
                ModelMap.of(List.of(new GemmaPlugin())).families().stream()
                        .filter(family -> family.name().equals(GemmaConfig.FAMILY))
                        .findFirst()
                        .orElseThrow(),
                List.of(
                        GemmaCases.of("rope-yarn"),
                        GemmaCases.of("rope-llama3-v4"),
                        GemmaCases.of("multimodal"),
                        GemmaCases.of("multimodal-softcap-v4"),
                        GemmaCases.of("softcap-cp-lrp")),
                "hidden_activation",
                "query_pre_attn_scalar",
                "final_logit_softcapping",
                "attn_logit_softcapping",
                "sliding_window_pattern",
                "_sliding_window_pattern",
                "rope_local_base_freq",
                "full_attention",
                "sliding_attention",
                "use_bidirectional_attention",
                "text_config",
                "vision_config",
                "mm_tokens_per_image");
    }
}
