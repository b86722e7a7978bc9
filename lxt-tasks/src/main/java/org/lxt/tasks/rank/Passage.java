// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.rank;

import org.lxt.tasks.refusal.TaskException;

/**
 * A text that may answer a query.
 *
 * @param name what it is called in results
 * @param text the text
 */
public record Passage(String name, String text) {
    /** Refuses an empty text. */
    public Passage {
        if (text.isBlank()) {
            throw new TaskException("the passage '" + name + "' is empty; give it some text");
        }
    }
}
