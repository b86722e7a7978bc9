// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every Gemma case that PyTorch, transformers and lxt computed, on every backend. */
class GemmaOracleTest {
    @Nested
    class Gemma1Cases extends OracleContract {
        Gemma1Cases() {
            super(GemmaCases.FOLDER, "gemma-");
        }
    }

    @Nested
    class Gemma2Cases extends OracleContract {
        Gemma2Cases() {
            super(GemmaCases.FOLDER, "gemma2-");
        }
    }

    @Nested
    class Gemma3Cases extends OracleContract {
        Gemma3Cases() {
            super(GemmaCases.FOLDER, "gemma3-");
        }
    }
}
