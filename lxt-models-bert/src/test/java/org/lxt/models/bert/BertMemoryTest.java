// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.function.Function;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.device.FailingMemory;
import org.lxt.testkit.family.MemoryContract;

/** An encoder gives back memory that runs out. */
class BertMemoryTest extends MemoryContract {
    BertMemoryTest() {
        super(Cases.of("bert-classification"), Prompt.ofIds(3, 41, 27, 8), Target.topLogit());
    }

    @Override
    protected void letMemoryRunOut(Function<BackendProvider, Explainer> open, Function<Explainer, double[]> numbers) {
        FailingMemory.check(open, numbers, Explainer::close);
    }
}
