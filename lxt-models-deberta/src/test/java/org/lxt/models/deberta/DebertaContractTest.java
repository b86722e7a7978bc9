// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** DeBERTa keeps the contract of plugins. */
class DebertaContractTest {
    private abstract static class Contract extends ModelPluginContract {
        private final Set<String> ofOtherHeads;

        /**
         * A contract.
         *
         * @param name of the case
         * @param ofOtherHeads options that its head does not read
         */
        Contract(String name, String... ofOtherHeads) {
            super(new DebertaPlugin(), Cases.of(name).resolve("config.json"));
            this.ofOtherHeads = Set.of(ofOtherHeads);
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return ofOtherHeads.contains(option);
        }
    }

    /** Of most cases the furthest offset is -1, and any number below 1 says the same. */
    private abstract static class Unclamped extends Contract {
        Unclamped(String name, String... ofOtherHeads) {
            super(name, ofOtherHeads);
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return super.mayChangeNothing(option) || option.equals("max_relative_positions");
        }
    }

    @Nested
    class MaskedTokens extends Unclamped {
        MaskedTokens() {
            super("v2-masked-lm", "pooler_hidden_act");
        }
    }

    @Nested
    class TheHeadOfTheFirstFiles extends Unclamped {
        TheHeadOfTheFirstFiles() {
            super("v2-masked-lm-new", "pooler_hidden_act", "tie_word_embeddings");
        }
    }

    @Nested
    class Classes extends Unclamped {
        Classes() {
            super("v2-classification", "legacy", "tie_word_embeddings");
        }
    }

    @Nested
    class ClampedOffsets extends Contract {
        ClampedOffsets() {
            super("v2-position-to-content", "pooler_hidden_act", "legacy", "tie_word_embeddings", "position_buckets");
        }
    }

    @Nested
    class AConvolution extends Unclamped {
        AConvolution() {
            super("v2-convolution", "pooler_hidden_act", "legacy", "tie_word_embeddings");
        }
    }

    @Nested
    class TheFirst extends Contract {
        TheFirst() {
            super("classification", "legacy", "tie_word_embeddings");
        }
    }
}
