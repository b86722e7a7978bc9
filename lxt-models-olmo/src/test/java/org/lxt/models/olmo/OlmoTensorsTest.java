// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of OLMo 2 and OLMo 3: missing, surplus, tied. */
class OlmoTensorsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class Olmo2Tensors extends TensorsContract {
        Olmo2Tensors() {
            super("olmo2", CASES.resolve("olmo2-gqa-bias"));
        }
    }

    @Nested
    class Olmo3Tensors extends TensorsContract {
        Olmo3Tensors() {
            super("olmo3", CASES.resolve("olmo3-sliding"));
        }
    }
}
