package org.lxt.models.vit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.composite.Composite;
import org.lxt.tensor.device.FailingMemory;

/** Memory that runs out at any place of an explanation is given back under the rules of linear layers too. */
class VitMemoryTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingLeaksWhereverMemoryRunsOut(boolean checkpointing) {
        FailingMemory.check(provider -> {
            Explainer explainer = Explainer.builder(Cases.of("vit-attnlrp"))
                    .backends(List.of(provider))
                    .backend(provider.name())
                    .checkpointing(checkpointing)
                    .composite(Composite.gamma(0.25, 0.05))
                    .open();
            return FailingMemory.Subject.of(() -> numbers(explainer), explainer::close);
        });
    }

    private static Prompt image() {
        double[] pixels = new double[3 * 32 * 32];
        Arrays.setAll(pixels, i -> Math.sin(i));
        return Prompt.ofPixels(3, 32, 32, pixels);
    }

    private static double[] numbers(Explainer explainer) {
        Attribution a = explainer.explain(image(), Target.topLogit());
        return DoubleStream.concat(
                        DoubleStream.of(a.pixels().orElseThrow().values()),
                        DoubleStream.of(a.ledger().orElseThrow().absorbed()))
                .toArray();
    }
}
