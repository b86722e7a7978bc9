// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.ScoreBias;
import org.lxt.tensor.ops.attention.ScoreTerms;

/** What one attention adds to its scores, and its sinks, as numbers. */
final class AddedToScores {
    private final List<ScoreBias> biases;
    private final List<double[]> tables;
    private final double @Nullable [] sinks;
    private final int heads;

    AddedToScores(ScoreTerms terms, int heads) {
        this.biases = terms.biases();
        this.tables = biases.stream().map(bias -> bias.table().toDoubles()).toList();
        Tensor logits = terms.sinks();
        this.sinks = logits == null ? null : logits.toDoubles();
        this.heads = heads;
    }

    /** What is added to the score of a query's and a key's row, so far from each other. */
    double of(int head, int queryRow, int keyRow, int offset) {
        double sum = 0;
        for (int i = 0; i < tables.size(); i++) {
            ScoreBias bias = biases.get(i);
            int row = switch (bias.rows()) {
                case SHARED -> 0;
                case QUERY -> queryRow;
                case KEY -> keyRow;
            };
            int bucket = bias.bucketOf().applyAsInt(offset);
            sum += tables.get(i)[(row * heads + head) * bias.buckets() + bucket];
        }
        return sum;
    }

    /** The logit of a head that belongs to no key; minus infinity if there is none. */
    double sink(int head) {
        return sinks == null ? Double.NEGATIVE_INFINITY : sinks[head];
    }
}
