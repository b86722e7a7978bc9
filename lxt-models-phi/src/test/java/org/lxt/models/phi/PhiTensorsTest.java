// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.TensorsContract;

/** The tensors of Phi-3: missing, surplus, tied. */
class PhiTensorsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class PhiTensors extends TensorsContract {
        PhiTensors() {
            super("phi3", CASES.resolve("phi3-fused"), CASES.resolve("phi3-partial-rotary-v4"));
        }
    }
}
