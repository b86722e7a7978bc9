// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every case of these families that PyTorch and transformers computed, with the rules of lxt. */
class PhiOracleTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class Phi3Cases extends OracleContract {
        Phi3Cases() {
            super(CASES, "phi3-");
        }
    }
}
