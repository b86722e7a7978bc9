// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.util.List;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.explain.result.Similarity;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.source.OpenModel;

/**
 * Explains how similar two texts are to a sentence-embedding model. The result has an attribution of each.
 *
 * @param first the first text
 * @param second the second text
 * @param prompts which of the checkpoint's sentence prompts stand before them
 */
public record SimilarityTask(TextInput first, TextInput second, SentencePrompts prompts) implements Task {
    /** Compares two texts. */
    public static SimilarityTask of(String first, String second) {
        return new SimilarityTask(TextInput.of(first), TextInput.of(second), SentencePrompts.DEFAULT);
    }

    /** The same with these prompts before the texts. */
    public SimilarityTask under(SentencePrompts prompts) {
        return new SimilarityTask(first, second, prompts);
    }

    @Override
    public void check(OpenModel model) {
        model.requireText();
        model.explainer().check(first.prompt(model.source()), List.of());
        model.explainer().check(second.prompt(model.source()), List.of());
    }

    @Override
    public TaskResult run(OpenModel model) {
        model.requireText();
        Similarity similarity =
                model.explainer().similarity(first.prompt(model.source()), second.prompt(model.source()), prompts);
        return TaskResult.of(
                List.of(similarity.first(), similarity.second()), first.isSegmented() || second.isSegmented());
    }
}
