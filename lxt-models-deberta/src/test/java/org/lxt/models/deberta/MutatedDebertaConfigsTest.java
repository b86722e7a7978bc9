// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of DeBERTa changed at random. */
class MutatedDebertaConfigsTest {
    private static ModelFamily family(DebertaVersion version) {
        return ModelMap.of(List.of(new DebertaPlugin())).families().stream()
                .filter(f -> f.name().equals(version.family()))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class OfTheSecond extends MutatedConfigsContract {
        OfTheSecond() {
            super(
                    40_000,
                    family(DebertaVersion.SECOND),
                    Stream.of(
                                    "v2-masked-lm",
                                    "v2-masked-lm-new",
                                    "v2-classification",
                                    "v2-token-classification",
                                    "v2-convolution")
                            .map(Cases::of)
                            .toList(),
                    "layer_norm_eps",
                    "type_vocab_size",
                    "relative_attention",
                    "pos_att_type",
                    "position_buckets",
                    "max_relative_positions",
                    "norm_rel_ebd",
                    "share_att_key",
                    "position_biased_input",
                    "conv_kernel_size",
                    "conv_groups",
                    "conv_act",
                    "attention_head_size",
                    "pooler_hidden_size",
                    "pooler_hidden_act",
                    "legacy");
        }
    }

    @Nested
    class OfTheFirst extends MutatedConfigsContract {
        OfTheFirst() {
            super(
                    20_000,
                    family(DebertaVersion.FIRST),
                    Stream.of("masked-lm", "classification").map(Cases::of).toList(),
                    "layer_norm_eps",
                    "relative_attention",
                    "pos_att_type",
                    "max_relative_positions",
                    "position_biased_input",
                    "talking_head",
                    "legacy");
        }
    }
}
