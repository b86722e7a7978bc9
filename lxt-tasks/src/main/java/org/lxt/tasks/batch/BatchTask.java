// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import java.io.IOException;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;

/**
 * Explains the prompts of a file in chunks, each chunk in one forward and one backward pass, so that memory does not grow with
 * the file. All lines are checked before the first is computed.
 *
 * @param file the prompts
 * @param keepGoing whether a line that cannot be explained leaves an error among the results instead of ending the run
 * @param words whether results show words instead of tokens
 * @param segments whether results show relevance by parts of the prompt, too; those of prompts with named parts do in any case
 */
public record BatchTask(PromptFile file, boolean keepGoing, boolean words, boolean segments) {
    /** A batch that ends at the first line that cannot be explained, and shows tokens. */
    public BatchTask(PromptFile file) {
        this(file, false, false, false);
    }

    /**
     * Explains them all, in their order.
     *
     * @return how many could not be explained, if it keeps going
     * @throws TaskException if one cannot be explained, and it does not keep going
     */
    public int run(OpenModel model, Results results) throws IOException {
        return run(model, results, BatchHost.QUIET);
    }

    /** {@link #run(OpenModel, Results)}, on behalf of a program. */
    public int run(OpenModel model, Results results, BatchHost host) throws IOException {
        model.requireText();
        return new BatchRun(this, model, results, host).run();
    }
}
