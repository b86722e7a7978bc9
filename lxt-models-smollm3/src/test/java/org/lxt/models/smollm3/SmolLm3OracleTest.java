// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every case of these families that PyTorch and transformers computed, with the rules of lxt. */
class SmolLm3OracleTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class SmolLm3Cases extends OracleContract {
        SmolLm3Cases() {
            super(CASES, "smollm3-");
        }
    }
}
