// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The families keep the contract of plugins. */
class MistralContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class MistralModel extends ModelPluginContract {
        MistralModel() {
            super(new MistralPlugin(), config("mistral-sliding-window"));
        }
    }

    @Nested
    class MinistralModel extends ModelPluginContract {
        MinistralModel() {
            super(new MistralPlugin(), config("ministral-alternating"));
        }
    }

    @Nested
    class MixtralModel extends ModelPluginContract {
        MixtralModel() {
            super(new MistralPlugin(), config("mixtral-window-head-dim"));
        }

        /** The router's softmax and choice are left alone, as in the reference. */
        @Override
        protected boolean mayBeOrdinary(String site) {
            return site.contains("mlp");
        }
    }
}
