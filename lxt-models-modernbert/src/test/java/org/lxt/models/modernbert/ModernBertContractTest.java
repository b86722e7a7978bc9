// SPDX-License-Identifier: BSD-3-Clause
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

        /** Both speak of a decoder, which a classifier does not have. */
        @Override
        protected boolean mayChangeNothing(String option) {
            return option.equals("decoder_bias") || option.equals("tie_word_embeddings");
        }
    }
}
