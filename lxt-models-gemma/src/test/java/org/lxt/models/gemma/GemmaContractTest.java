// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The Gemma families keep the contract of plugins. */
class GemmaContractTest {
    /** The reference passes it over, too. */
    private static final String PASSED_OVER = "attn_logit_softcapping";

    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class WithWindows extends ModelPluginContract {
        WithWindows() {
            super(new GemmaPlugin(), config("gemma3-sliding-full"));
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return option.equals(PASSED_OVER);
        }
    }

    @Nested
    class WithCappedLogits extends ModelPluginContract {
        WithCappedLogits() {
            super(new GemmaPlugin(), config("gemma3-logit-softcap"));
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return option.equals(PASSED_OVER);
        }

        /** The cap on the logits is left alone, as in the reference. */
        @Override
        protected boolean mayBeOrdinary(String site) {
            return site.startsWith("lm_head");
        }
    }

    @Nested
    class SecondWithCaps extends ModelPluginContract {
        SecondWithCaps() {
            super(new GemmaPlugin(), config("gemma2-softcaps"));
        }

        /** The caps on scores and logits are left alone, as in the reference. */
        @Override
        protected boolean mayBeOrdinary(String site) {
            return site.startsWith("lm_head") || site.endsWith("self_attn");
        }
    }

    @Nested
    class SecondWithoutCaps extends ModelPluginContract {
        SecondWithoutCaps() {
            super(new GemmaPlugin(), config("gemma2-no-softcaps-v4"));
        }
    }

    @Nested
    class First extends ModelPluginContract {
        First() {
            super(new GemmaPlugin(), config("gemma-mqa-v4"));
        }
    }
}
