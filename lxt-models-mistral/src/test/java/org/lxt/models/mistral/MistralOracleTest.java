// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.OracleContract;

/** Every case of these families that PyTorch and transformers computed, with the rules of lxt. */
class MistralOracleTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @Nested
    class MistralCases extends OracleContract {
        MistralCases() {
            super(CASES, "mistral-");
        }
    }

    @Nested
    class MinistralCases extends OracleContract {
        MinistralCases() {
            super(CASES, "ministral-");
        }
    }

    @Nested
    class MultimodalCases extends OracleContract {
        MultimodalCases() {
            super(CASES, "mistral3-");
        }
    }

    @Nested
    class MixtralCases extends OracleContract {
        MixtralCases() {
            super(CASES, "mixtral-");
        }
    }
}
