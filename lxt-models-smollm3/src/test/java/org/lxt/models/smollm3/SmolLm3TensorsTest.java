// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of SmolLM3: missing, surplus, tied. */
class SmolLm3TensorsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class SmolLm3Tensors extends TensorsContract {
        SmolLm3Tensors() {
            super("smollm3", CASES.resolve("smollm3-interval-biases"), CASES.resolve("smollm3-no-rope-list-v4"));
        }
    }
}
