// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import java.nio.file.Path;
import java.util.List;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of gpt-oss changed at random. */
class MutatedGptOssConfigsTest extends MutatedConfigsContract {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    MutatedGptOssConfigsTest() {
        super(
                50_000,
                ModelMap.of(List.of(new GptOssPlugin())).families().getFirst(),
                List.of(CASES.resolve("gpt_oss-attnlrp"), CASES.resolve("gpt_oss-top3"), CASES.resolve("gpt_oss-mxfp4")),
                "num_local_experts",
                "num_experts",
                "num_experts_per_tok",
                "experts_per_token",
                "swiglu_limit",
                "attention_bias",
                "initial_context_length",
                "truncate",
                "quantization_config",
                "quant_method",
                "modules_to_not_convert");
    }
}
