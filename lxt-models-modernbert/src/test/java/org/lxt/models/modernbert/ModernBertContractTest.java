package org.lxt.models.modernbert;

import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** ModernBERT keeps the contract of plugins. */
class ModernBertContractTest {
    @Nested
    class MaskedTokens extends ModelPluginContract {
        MaskedTokens() {
            super(new ModernBertPlugin(), Cases.of("masked-lm-v4").resolve("config.json"));
        }
    }

    @Nested
    class ClassesOfTheMean extends ModelPluginContract {
        ClassesOfTheMean() {
            super(new ModernBertPlugin(), Cases.of("classification-mean").resolve("config.json"));
        }
    }
}
