// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of Phi-3 and Phi-4 changed at random. */
class MutatedPhiConfigsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static ModelFamily family(String name) {
        return ModelMap.of(List.of(new PhiPlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class PhiConfigs extends MutatedConfigsContract {
        PhiConfigs() {
            super(
                    20_000,
                    family("phi3"),
                    List.of(
                            CASES.resolve("phi3-partial-rotary-v4"),
                            CASES.resolve("phi3-longrope-short-v4"),
                            CASES.resolve("phi3-fused")),
                    "partial_rotary_factor",
                    "original_max_position_embeddings",
                    "rope_scaling",
                    "short_factor",
                    "long_factor",
                    "sliding_window");
        }
    }
}
