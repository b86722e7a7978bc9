// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.tensor.backend.BackendProvider;

/** Memory that runs out at any place of an explanation is given back, and the next explanation is the same to the bit. */
public abstract class MemoryContract {
    private final Path folder;
    private final Prompt prompt;
    private final Target target;

    /**
     * Creates the contract.
     *
     * @param folder the checkpoint: small, for it is explained hundreds of times
     */
    protected MemoryContract(Path folder, Prompt prompt, Target target) {
        this.folder = folder;
        this.prompt = prompt;
        this.target = target;
    }

    /** Sets what the explainer has beyond its defaults. */
    protected ExplainerBuilder configured(ExplainerBuilder builder) {
        return builder;
    }

    /**
     * Opens an explainer on a device, and has it compute, with memory that runs out at every place in turn.
     *
     * @param open opens on the one device of a provider
     * @param numbers computes the same numbers each time
     */
    protected abstract void letMemoryRunOut(
            Function<BackendProvider, Explainer> open, Function<Explainer, double[]> numbers);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingLeaksWhereverMemoryRunsOut(boolean checkpointing) {
        letMemoryRunOut(
                provider -> configured(Explainer.builder(folder))
                        .backends(List.of(provider))
                        .backend(provider.name())
                        .checkpointing(checkpointing)
                        .open(),
                this::numbers);
    }

    private double[] numbers(Explainer explainer) {
        Attribution a = explainer.explain(prompt, target);
        double[] relevance = a.pixels().map(pixels -> pixels.values()).orElseGet(a::relevance);
        return DoubleStream.concat(
                        DoubleStream.of(relevance),
                        DoubleStream.of(a.ledger().orElseThrow().absorbed()))
                .toArray();
    }
}
