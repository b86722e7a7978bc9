// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The families keep the contract of plugins. */
class PhiContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class Phi3Model extends ModelPluginContract {
        Phi3Model() {
            super(new PhiPlugin(), config("phi3-longrope-short-v4"));
        }
    }
}
