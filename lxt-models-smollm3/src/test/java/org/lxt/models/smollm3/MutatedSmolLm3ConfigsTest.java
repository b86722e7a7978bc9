// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of SmolLM3 changed at random. */
class MutatedSmolLm3ConfigsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static ModelFamily family(String name) {
        return ModelMap.of(List.of(new SmolLm3Plugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class SmolLm3Configs extends MutatedConfigsContract {
        SmolLm3Configs() {
            super(
                    20_000,
                    family("smollm3"),
                    List.of(CASES.resolve("smollm3-no-rope-list-v4"), CASES.resolve("smollm3-interval-biases")),
                    "no_rope_layers",
                    "no_rope_layer_interval",
                    "use_sliding_window",
                    "sliding_window",
                    "layer_types");
        }
    }
}
