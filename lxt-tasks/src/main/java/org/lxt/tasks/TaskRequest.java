// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.util.Optional;
import org.lxt.explain.method.name.MethodName;
import org.lxt.tasks.inside.Inside;
import org.lxt.tasks.source.OpenModel;

/**
 * A task, by which method, and what is asked of the inside of the model.
 *
 * @param task what is explained
 * @param method how; if empty, as the model was opened
 * @param inside units that are told of, and changed
 */
public record TaskRequest(Task task, Optional<MethodName> method, Inside inside) {
    /** A task of which only its result is asked. */
    public TaskRequest(Task task, Optional<MethodName> method) {
        this(task, method, Inside.NOTHING);
    }

    /**
     * Explains.
     *
     * @throws org.lxt.api.LxtException if something is wrong; its fault says whose
     */
    public TaskResult run(OpenModel model) {
        OpenModel byMethod =
                method.map(m -> model.with(model.explainer().using(m))).orElse(model);
        return task.run(byMethod.with(inside.applyTo(byMethod.explainer())));
    }
}
