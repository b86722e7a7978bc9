// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of Mistral, Ministral and Mixtral changed at random. */
class MutatedMistralConfigsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static ModelFamily family(String name) {
        return ModelMap.of(List.of(new MistralPlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class MistralConfigs extends MutatedConfigsContract {
        MistralConfigs() {
            super(
                    15_000,
                    family("mistral"),
                    List.of(CASES.resolve("mistral-sliding-window"), CASES.resolve("mistral-window-null-v4")),
                    "sliding_window");
        }
    }

    @Nested
    class MinistralConfigs extends MutatedConfigsContract {
        MinistralConfigs() {
            super(
                    5_000,
                    family("ministral"),
                    List.of(CASES.resolve("ministral-alternating"), CASES.resolve("ministral-gradient")),
                    "sliding_window");
        }
    }

    @Nested
    class MixtralConfigs extends MutatedConfigsContract {
        MixtralConfigs() {
            super(
                    20_000,
                    family("mixtral"),
                    List.of(CASES.resolve("mixtral-top2-v4"), CASES.resolve("mixtral-window-head-dim")),
                    "num_local_experts",
                    "num_experts_per_tok",
                    "sliding_window",
                    "router_aux_loss_coef");
        }
    }
}
