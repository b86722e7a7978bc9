// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.util.List;

/**
 * A prompt with the targets to explain on it.
 *
 * @param prompt the prompt
 * @param targets one or several; they share one forward and one backward pass
 */
public record Request(Prompt prompt, List<Target> targets) {
    /** Checks that there is a target. */
    public Request {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new ExplainException("there is nothing to explain: give at least one target");
        }
    }
}
