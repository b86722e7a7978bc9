// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.util.List;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.source.OpenModel;

/**
 * Explains what a model makes of a text.
 *
 * @param input what it reads
 * @param targets what is explained; if nothing is named, whatever it answers
 */
public record TextTask(TextInput input, TargetNames targets) implements Task {
    /** Explains what a model answers to a text. */
    public static TextTask of(String text) {
        return new TextTask(TextInput.of(text), TargetNames.NONE);
    }

    @Override
    public void check(OpenModel model) {
        model.requireText();
        model.explainer().check(input.prompt(model.source()), targets.named(model.explainer()));
    }

    /**
     * The prompt with its targets, chosen by the model if none are named.
     *
     * @throws org.lxt.api.LxtException if something is wrong
     */
    public Request request(OpenModel model) {
        Prompt prompt = input.prompt(model.source());
        return new Request(prompt, targets.chosen(model.explainer(), prompt));
    }

    @Override
    public TaskResult run(OpenModel model) {
        check(model);
        return TaskResult.of(model.explain(List.of(request(model))).getFirst(), input.isSegmented());
    }
}
