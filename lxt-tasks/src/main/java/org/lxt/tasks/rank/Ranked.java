// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.rank;

import org.lxt.explain.result.Attribution;

/**
 * A passage and how well it answers the query.
 *
 * @param passage the passage
 * @param index where it stood among those that were given, from 0
 * @param score the score that the model gives the pair
 * @param attribution explains the logit, or the difference of logits, that the score is made of
 */
public record Ranked(Passage passage, int index, double score, Attribution attribution) {
    /** What is explained: the score itself, or what its sigmoid is. */
    public double logit() {
        return attribution.value();
    }
}
