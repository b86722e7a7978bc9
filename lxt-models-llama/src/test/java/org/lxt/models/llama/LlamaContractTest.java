// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** LLaMA keeps the contract of plugins. */
class LlamaContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class WithBiases extends ModelPluginContract {
        WithBiases() {
            super(new LlamaPlugin(), config("llama-biases-head-dim"));
        }
    }

    @Nested
    class WithYarn extends ModelPluginContract {
        WithYarn() {
            super(new LlamaPlugin(), config("llama-rope-yarn-scales"));
        }
    }
}
