// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import org.lxt.api.Fault;
import org.lxt.tasks.TextTask;

/** A line of a file of prompts: what it asks, or why nothing can be made of it. */
public sealed interface BatchLine {
    /** Its number in the file, from 1. */
    int number();

    /**
     * A line that asks something.
     *
     * @param task what
     */
    record Question(int number, TextTask task) implements BatchLine {}

    /**
     * A line that cannot be explained.
     *
     * @param why a sentence
     * @param fault whose fault it is
     */
    record Problem(int number, String why, Fault fault) implements BatchLine {
        /** A line that is wrong itself. */
        Problem(int number, String why) {
            this(number, why, Fault.CALLER);
        }
    }
}
