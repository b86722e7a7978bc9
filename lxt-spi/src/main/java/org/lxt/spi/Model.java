// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.List;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;

/**
 * A loaded model of some family. It knows no rule set: each {@link Run} brings its own, so that any number of rule sets share
 * one model. Safe for use by several threads, each with a scope of its own.
 */
public interface Model {
    /** Sizes a caller needs to check an input. */
    ModelSizes sizes();

    /** What it computes, the output that is usually explained first; by default the logits of a language model. */
    default List<OutputKind> outputs() {
        return List.of(OutputKind.nextToken());
    }

    /**
     * The values that relevance is asked at: embeddings of tokens, {@code [tokens, hidden size]}, or pixels, {@code [images,
     * channels height width]}. A constant: whether a gradient is wanted there is the caller's affair.
     *
     * @param scope owns the tensor
     * @param input tokens or images, as in {@link Run#input}
     */
    Tensor input(Scope scope, ModelInput input);

    /**
     * Runs the model forward in the scope of {@code input}, which records it if the input is watched.
     *
     * @param run rules, tokens or images, and the rows that are wanted
     * @param input what {@link #input} gave for the run's input, or other values of the same shape in its place, such as a
     *     point between it and a baseline
     */
    ModelOutput forward(Run run, Tensor input);
}
