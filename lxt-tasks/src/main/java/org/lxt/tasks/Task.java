// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import org.lxt.tasks.source.OpenModel;

/**
 * Something to explain: a plain value, which {@link org.lxt.tasks.json.TaskJson} reads and writes, and which runs on any
 * model that can answer it.
 *
 * {@snippet :
 * try (ModelSource source = ModelSource.of(folder);
 *         OpenModel model = source.open()) {
 *     Task task = new TextTask(TextInput.of("Lars likes"), TargetNames.of(" beans"));
 *     HtmlReport.write(task.run(model).report(), Path.of("why.html"));
 * }
 * }
 */
public interface Task {
    /**
     * Refuses what {@link #run} would refuse, as far as it shows without computing.
     *
     * @throws org.lxt.api.LxtException if something is wrong; its fault says whose
     */
    void check(OpenModel model);

    /**
     * Explains.
     *
     * @throws org.lxt.api.LxtException if something is wrong; its fault says whose
     */
    TaskResult run(OpenModel model);
}
