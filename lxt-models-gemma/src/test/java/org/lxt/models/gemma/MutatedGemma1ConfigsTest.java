// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of the first Gemma changed at random. */
class MutatedGemma1ConfigsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static ModelFamily family(String name) {
        return ModelMap.of(List.of(new GemmaPlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Gemma1Configs extends MutatedConfigsContract {
        Gemma1Configs() {
            super(
                    20_000,
                    family("gemma"),
                    List.of(CASES.resolve("gemma-mqa-v4"), CASES.resolve("gemma-hidden-act-gelu")),
                    "hidden_activation",
                    "hidden_act",
                    "use_bidirectional_attention");
        }
    }
}
