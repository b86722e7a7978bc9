// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The families keep the contract of plugins. */
class SmolLm3ContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class SmolLm3Model extends ModelPluginContract {
        SmolLm3Model() {
            super(new SmolLm3Plugin(), config("smollm3-no-rope-list-v4"));
        }

        /** Says which layers see a window, and there is none. */
        @Override
        protected boolean mayChangeNothing(String option) {
            return option.equals("use_sliding_window");
        }
    }
}
