// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Generation;
import org.lxt.tasks.ask.AnswerPart;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;

/**
 * Explains an answer to a text: one that the model makes, or one that is given.
 *
 * @param input what is answered
 * @param answer the answer, read as if the model had said it; null for the model's own
 * @param generation how the model makes its own; null if the answer is given
 * @param part which tokens are explained
 * @param hops how often relevance that lands on the answer is passed on
 * @param matrix whether the part is explained as a matrix: a row for each of its tokens, whether the part says {@code each} or not
 */
public record AnswerTask(
        TextInput input,
        @Nullable String answer,
        @Nullable GenerationOptions generation,
        AnswerPart part,
        int hops,
        boolean matrix)
        implements Task {
    /** The model's own answer by the largest logits, each token by itself: a target for each, by its logit. */
    public static AnswerTask generated(TextInput input, int tokens) {
        AnswerPart each = new AnswerPart(AnswerPart.EACH, Measure.LOGIT);
        return new AnswerTask(input, null, GenerationOptions.greedy(tokens), each, 0, false);
    }

    /**
     * An answer of which what nobody names is the usual: all of an answer that is given, and of one that is passed on; each token
     * of the model's own by itself; by its logit.
     *
     * @param span which tokens are explained, or null
     * @param measure what of each token is explained, or null
     */
    public static AnswerTask of(
            TextInput input,
            @Nullable String answer,
            @Nullable GenerationOptions generation,
            @Nullable String span,
            @Nullable Measure measure,
            int hops,
            boolean matrix) {
        String usual = answer != null || hops > 0 ? AnswerPart.ANSWER : AnswerPart.EACH;
        AnswerPart part = new AnswerPart(span == null ? usual : span, measure == null ? Measure.LOGIT : measure);
        return new AnswerTask(input, answer, generation, part, hops, matrix);
    }

    /** Checks that there is one answer. */
    public AnswerTask {
        if ((answer == null) == (generation == null)) {
            throw new TaskException("an answer is given or generated, not both");
        }
    }

    @Override
    public void check(OpenModel model) {
        new TextTask(input, TargetNames.NONE).check(model);
        Prompt prompt = input.prompt(model.source());
        if (generation != null) {
            model.explainer().check(prompt, generation);
        } else if (answer != null) {
            model.explainer().check(prompt.answered(answer), List.of(Target.answer()));
        }
    }

    @Override
    public TaskResult run(OpenModel model) {
        check(model);
        Explainer explainer = hops == 0 ? model.explainer() : model.explainer().hops(hops);
        Generation answered = answered(explainer, input.prompt(model.source()));
        if (matrix) {
            return TaskResult.of(explainer.matrix(answered.prompt(), part.together(answered)), input.isSegmented());
        }
        Request request = new Request(answered.prompt(), part.targets(answered));
        return TaskResult.of(model.with(explainer).explain(List.of(request)).getFirst(), input.isSegmented());
    }

    private Generation answered(Explainer explainer, Prompt prompt) {
        if (answer != null) {
            return explainer.answered(prompt.answered(answer));
        }
        Generation generated = explainer.generate(prompt, requireNonNull(generation));
        if (generated.generated().length == 0) {
            throw new TaskException("the model ends its answer at once, so there is no generated token to explain");
        }
        return generated;
    }
}
