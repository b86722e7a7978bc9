// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.List;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of Gemma 2 changed at random. */
class MutatedGemma2ConfigsTest extends MutatedConfigsContract {
    MutatedGemma2ConfigsTest() {
        super(
                50_000,
                ModelMap.of(List.of(new GemmaPlugin())).families().stream()
                        .filter(family -> family.name().equals(Gemma2.FAMILY))
                        .findFirst()
                        .orElseThrow(),
                List.of(
                        GemmaCases.FOLDER.resolve("gemma2-softcaps"),
                        GemmaCases.FOLDER.resolve("gemma2-no-softcaps-v4")),
                "hidden_activation",
                "query_pre_attn_scalar",
                "final_logit_softcapping",
                "attn_logit_softcapping",
                "use_bidirectional_attention");
    }
}
