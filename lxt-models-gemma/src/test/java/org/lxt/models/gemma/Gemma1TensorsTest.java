// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of the first Gemma: missing, surplus, tied. */
class Gemma1TensorsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class Gemma1Tensors extends TensorsContract {
        Gemma1Tensors() {
            super("gemma", CASES.resolve("gemma-mqa-v4"));
        }
    }
}
