// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The families keep the contract of plugins. */
class OlmoContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class Olmo2Model extends ModelPluginContract {
        Olmo2Model() {
            super(new OlmoPlugin(), config("olmo2-gqa-bias"));
        }
    }

    @Nested
    class Olmo3Model extends ModelPluginContract {
        Olmo3Model() {
            super(new OlmoPlugin(), config("olmo3-sliding"));
        }
    }
}
