// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of Granite: missing, surplus, tied. */
class GraniteTensorsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class GraniteTensors extends TensorsContract {
        GraniteTensors() {
            super("granite", CASES.resolve("granite-biases"), CASES.resolve("granite-multipliers-v4"));
        }
    }
}
