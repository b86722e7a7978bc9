// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of OLMo 2 and OLMo 3 changed at random. */
class MutatedOlmoConfigsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static ModelFamily family(String name) {
        return ModelMap.of(List.of(new OlmoPlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Olmo2Configs extends MutatedConfigsContract {
        Olmo2Configs() {
            super(
                    20_000,
                    family("olmo2"),
                    List.of(CASES.resolve("olmo2-post-norm-v4"), CASES.resolve("olmo2-gqa-bias")),
                    "attention_bias",
                    "clip_qkv");
        }
    }

    @Nested
    class Olmo3Configs extends MutatedConfigsContract {
        Olmo3Configs() {
            super(
                    20_000,
                    family("olmo3"),
                    List.of(CASES.resolve("olmo3-sliding"), CASES.resolve("olmo3-cp-lrp-v4")),
                    "layer_types",
                    "sliding_window",
                    "attention_bias");
        }
    }
}
