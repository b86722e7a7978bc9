// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import java.nio.file.Path;
import java.util.function.Function;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.device.FailingMemory;
import org.lxt.testkit.family.MemoryContract;

/** A decoder gives back memory that runs out. */
class LlamaMemoryTest extends MemoryContract {
    LlamaMemoryTest() {
        super(
                Path.of(System.getProperty("lxt.root"), "oracle", "cases", "llama-attention-bias"),
                Prompt.ofIds(3, 41, 27, 8),
                Target.topLogit().minusMeanOfOthers());
    }

    @Override
    protected void letMemoryRunOut(Function<BackendProvider, Explainer> open, Function<Explainer, double[]> numbers) {
        FailingMemory.check(open, numbers, Explainer::close);
    }
}
