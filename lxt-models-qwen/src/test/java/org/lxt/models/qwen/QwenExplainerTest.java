// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.ExplainerContract;

/** Packing, threads and checkpointing with windows, normed heads and experts. */
class QwenExplainerTest {
    @Nested
    class WithWindows extends ExplainerContract {
        @Override
        protected Path folder() {
            return Cases.of("qwen2-layer-types-mixed");
        }
    }

    @Nested
    class WithNormedHeads extends ExplainerContract {
        @Override
        protected Path folder() {
            return Cases.of("qwen3-layer-types-mixed");
        }
    }

    @Nested
    class WithExperts extends ExplainerContract {
        @Override
        protected Path folder() {
            return Cases.of("qwen3_moe-several-targets");
        }
    }
}
