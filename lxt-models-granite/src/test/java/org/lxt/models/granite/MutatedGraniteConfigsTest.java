// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of Granite changed at random. */
class MutatedGraniteConfigsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static ModelFamily family(String name) {
        return ModelMap.of(List.of(new GranitePlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class GraniteConfigs extends MutatedConfigsContract {
        GraniteConfigs() {
            super(
                    20_000,
                    family("granite"),
                    List.of(CASES.resolve("granite-multipliers-v4"), CASES.resolve("granite-biases")),
                    "embedding_multiplier",
                    "residual_multiplier",
                    "attention_multiplier",
                    "logits_scaling");
        }
    }
}
