// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import org.lxt.rules.Rules;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.ScoreTerms;

/** What an attention layer has in its softmax besides products of queries and keys: biases by position, or sinks. */
@FunctionalInterface
public interface AddedScores {
    /** Nothing. */
    AddedScores NONE = (rules, at, q, k, run) -> ScoreTerms.NONE;

    /**
     * Computes it for one run.
     *
     * @param rules rules of what is computed from queries and keys
     * @param at site of the attention
     * @param q queries as attention gets them: {@code [run.wanted(), heads * headSize]}
     * @param k keys as attention gets them: {@code [run.rows(), keyValueHeads * headSize]}
     * @param run where these rows are
     */
    ScoreTerms of(Rules rules, Site at, Tensor q, Tensor k, LayerRun run);
}
