// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The Qwen families keep the contract of plugins. */
class QwenContractTest {
    private static Path config(String name) {
        return Cases.of(name).resolve("config.json");
    }

    @Nested
    class Qwen2Model extends ModelPluginContract {
        Qwen2Model() {
            super(new QwenPlugin(), config("qwen2-layer-types-mixed"));
        }
    }

    @Nested
    class Qwen3Model extends ModelPluginContract {
        Qwen3Model() {
            super(new QwenPlugin(), config("qwen3-layer-types-mixed"));
        }
    }

    @Nested
    class Mixture extends ModelPluginContract {
        Mixture() {
            super(new QwenPlugin(), config("qwen3_moe-norm-topk"));
        }

        /** The router's softmax and choice are left alone, as in the reference. */
        @Override
        protected boolean mayBeOrdinary(String site) {
            return site.contains("mlp");
        }

        /** No layer of this model slides. */
        @Override
        protected boolean mayChangeNothing(String option) {
            return option.equals("sliding_window");
        }
    }
}
