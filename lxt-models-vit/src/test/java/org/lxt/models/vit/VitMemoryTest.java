// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.Arrays;
import java.util.function.Function;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.rules.composite.Composite;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.device.FailingMemory;
import org.lxt.testkit.family.MemoryContract;

/** A vision transformer gives back memory that runs out under the rules of linear layers too. */
class VitMemoryTest extends MemoryContract {
    VitMemoryTest() {
        super(Cases.of("vit-attnlrp"), image(), Target.topLogit());
    }

    @Override
    protected ExplainerBuilder configured(ExplainerBuilder builder) {
        return builder.composite(Composite.gamma(0.25, 0.05));
    }

    @Override
    protected void letMemoryRunOut(Function<BackendProvider, Explainer> open, Function<Explainer, double[]> numbers) {
        FailingMemory.check(open, numbers, Explainer::close);
    }

    private static Prompt image() {
        double[] pixels = new double[3 * 32 * 32];
        Arrays.setAll(pixels, Math::sin);
        return Prompt.ofPixels(3, 32, 32, pixels);
    }
}
