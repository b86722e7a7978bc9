// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import java.util.List;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of ModernBERT changed at random. */
class MutatedModernBertConfigsTest extends MutatedConfigsContract {
    MutatedModernBertConfigsTest() {
        super(
                40_000,
                ModelMap.of(List.of(new ModernBertPlugin())).families().getFirst(),
                List.of(Cases.of("masked-lm-v4"), Cases.of("classification-mean"), Cases.of("classification-cls")),
                "norm_eps",
                "norm_bias",
                "hidden_activation",
                "local_attention",
                "global_attn_every_n_layers",
                "global_rope_theta",
                "local_rope_theta",
                "full_attention",
                "sliding_attention",
                "classifier_pooling",
                "classifier_activation",
                "classifier_bias",
                "decoder_bias",
                "id2label",
                "num_labels");
    }
}
