// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.rank;

import java.util.List;
import org.lxt.tasks.TaskResult;

/**
 * Passages in the order in which a model ranks them.
 *
 * @param passages the best first
 * @param isSigmoid whether scores are sigmoids of what is explained, from 0 to 1
 * @param result their explanations in this order
 */
public record Ranking(List<Ranked> passages, boolean isSigmoid, TaskResult result) {
    /** Copies the list. */
    public Ranking {
        passages = List.copyOf(passages);
    }
}
