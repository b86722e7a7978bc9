// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every case of these families that PyTorch and transformers computed, with the rules of lxt. */
class GraniteOracleTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class GraniteCases extends OracleContract {
        GraniteCases() {
            super(CASES, "granite-");
        }
    }
}
