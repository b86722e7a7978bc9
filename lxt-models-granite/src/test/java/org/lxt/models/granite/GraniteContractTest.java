// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The families keep the contract of plugins. */
class GraniteContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class GraniteModel extends ModelPluginContract {
        GraniteModel() {
            super(new GranitePlugin(), config("granite-biases"));
        }
    }
}
