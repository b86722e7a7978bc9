package org.lxt.tasks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Explainer;
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
 * @param tokens how many tokens the model may generate; of no account if the answer is given
 * @param part which tokens are explained
 * @param hops how often relevance that lands on the answer is passed on
 */
public record AnswerTask(TextInput input, @Nullable String answer, int tokens, AnswerPart part, int hops)
        implements Task {
    /** The model's own answer, each token by itself: a target for each, by its logit. */
    public static AnswerTask generated(TextInput input, int tokens) {
        return new AnswerTask(input, null, tokens, new AnswerPart(AnswerPart.EACH, Measure.LOGIT), 0);
    }

    /** Checks that something is to be generated. */
    public AnswerTask {
        if (answer == null && tokens < 1) {
            throw new TaskException("at least 1 token must be generated, not " + tokens);
        }
    }

    @Override
    public void check(OpenModel model) {
        new TextTask(input, TargetNames.NONE).check(model);
        if (answer != null) {
            Prompt prompt = input.prompt(model.source()).answered(answer);
            model.explainer().check(prompt, List.of(Target.answer()));
        }
    }

    @Override
    public TaskResult run(OpenModel model) {
        check(model);
        Explainer explainer = hops == 0 ? model.explainer() : model.explainer().hops(hops);
        Generation answered = answered(explainer, input.prompt(model.source()));
        Request request = new Request(answered.prompt(), part.targets(answered));
        return TaskResult.of(model.with(explainer).explain(List.of(request)).getFirst());
    }

    private Generation answered(Explainer explainer, Prompt prompt) {
        if (answer != null) {
            return explainer.answered(prompt.answered(answer));
        }
        Generation generation = explainer.generate(prompt, tokens);
        if (generation.generated().length == 0) {
            throw new TaskException("the model ends its answer at once, so there is no generated token to explain");
        }
        return generation;
    }
}
