package org.lxt.tasks;

import java.util.List;
import org.lxt.explain.request.Request;
import org.lxt.explain.result.Generation;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;

/**
 * Continues a text greedily and explains every token that is generated.
 *
 * @param input what is continued
 * @param tokens how many tokens at most
 */
public record GenerationTask(TextInput input, int tokens) implements Task {
    /** Checks that something is to be generated. */
    public GenerationTask {
        if (tokens < 1) {
            throw new TaskException("at least 1 token must be generated, not " + tokens);
        }
    }

    @Override
    public void check(OpenModel model) {
        new TextTask(input, TargetNames.NONE).check(model);
    }

    @Override
    public TaskResult run(OpenModel model) {
        check(model);
        Generation generation = model.explainer().generate(input.prompt(model.source()), tokens);
        if (generation.generated().length == 0) {
            throw new TaskException("the model ends its answer at once, so there is no generated token to explain");
        }
        Request request = new Request(generation.prompt(), generation.targets());
        return TaskResult.of(model.explain(List.of(request)).getFirst());
    }
}
