package org.lxt.models.qwen;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.tensor.device.FailingMemory;

/** Memory that runs out at any place of an explanation is given back by a mixture of experts too. */
class ExpertsMemoryTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingLeaksWhereverMemoryRunsOut(boolean checkpointing) {
        FailingMemory.check(provider -> {
            Explainer explainer = Explainer.builder(Cases.of("qwen3_moe-several-targets"))
                    .backends(List.of(provider))
                    .backend(provider.name())
                    .checkpointing(checkpointing)
                    .open();
            return FailingMemory.Subject.of(() -> numbers(explainer), explainer::close);
        });
    }

    private static double[] numbers(Explainer explainer) {
        Attribution a = explainer.explain(Prompt.ofIds(3, 41, 27, 8), Target.topLogit());
        return DoubleStream.concat(
                        DoubleStream.of(a.relevance()),
                        DoubleStream.of(a.ledger().orElseThrow().absorbed()))
                .toArray();
    }
}
