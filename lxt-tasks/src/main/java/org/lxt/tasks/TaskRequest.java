package org.lxt.tasks;

import java.util.Optional;
import org.lxt.explain.method.name.MethodName;
import org.lxt.tasks.source.OpenModel;

/**
 * A task, and by which method.
 *
 * @param task what is explained
 * @param method how; if empty, as the model was opened
 */
public record TaskRequest(Task task, Optional<MethodName> method) {
    /**
     * Explains.
     *
     * @throws org.lxt.api.LxtException if something is wrong; its fault says whose
     */
    public TaskResult run(OpenModel model) {
        return task.run(method.map(m -> model.with(model.explainer().using(m))).orElse(model));
    }
}
