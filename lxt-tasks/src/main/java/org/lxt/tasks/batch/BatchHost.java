// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import org.lxt.api.LxtException;

/** What the program that runs a batch does: it may show progress, and put failures in its own words. */
public interface BatchHost {
    /** A program that shows nothing. */
    BatchHost QUIET = new BatchHost() {};

    /**
     * Is told what the batch does.
     *
     * @param what a few words, such as {@code 16 of 40 prompts done}
     */
    default void doing(String what) {}

    /** A failure in one sentence. */
    default String sentence(Exception failure) {
        return failure instanceof LxtException known
                ? String.valueOf(known.getMessage())
                : "an error inside LXT or a plugin, " + failure;
    }
}
