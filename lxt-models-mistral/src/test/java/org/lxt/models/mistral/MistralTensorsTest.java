// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of Mistral, Ministral and Mixtral: missing, surplus, tied. */
class MistralTensorsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class MistralTensors extends TensorsContract {
        MistralTensors() {
            super("mistral", CASES.resolve("mistral-sliding-window"));
        }
    }

    @Nested
    class MinistralTensors extends TensorsContract {
        MinistralTensors() {
            super("ministral", CASES.resolve("ministral-alternating"));
        }
    }

    @Nested
    class MixtralTensors extends TensorsContract {
        MixtralTensors() {
            super("mixtral", CASES.resolve("mixtral-window-head-dim"));
        }
    }
}
