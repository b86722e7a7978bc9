// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every Qwen case that PyTorch, transformers and lxt computed. */
class QwenOracleTest {
    @Nested
    class Qwen2Cases extends OracleContract {
        Qwen2Cases() {
            super(Cases.FOLDER, "qwen2-");
        }
    }

    @Nested
    class Qwen3Cases extends OracleContract {
        Qwen3Cases() {
            super(Cases.FOLDER, "qwen3-");
        }
    }

    @Nested
    class Qwen3MoeCases extends OracleContract {
        Qwen3MoeCases() {
            super(Cases.FOLDER, "qwen3_moe-");
        }
    }
}
