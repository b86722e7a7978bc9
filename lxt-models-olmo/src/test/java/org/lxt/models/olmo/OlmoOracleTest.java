// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every case of these families that PyTorch and transformers computed, with the rules of lxt. */
class OlmoOracleTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class Olmo2Cases extends OracleContract {
        Olmo2Cases() {
            super(CASES, "olmo2-");
        }
    }

    @Nested
    class Olmo3Cases extends OracleContract {
        Olmo3Cases() {
            super(CASES, "olmo3-");
        }
    }
}
