// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * Which query rows meet which key rows, and how.
 *
 * <p>Forward, a block is a run of query rows of one sequence. Backward, it is a run of gradient rows of one seed, and
 * several blocks may add to the same rows of {@code gk} and {@code gv}.
 *
 * @param heads query heads; row width of q and y is {@code heads * headSize}
 * @param keyValueHeads key and value heads; {@code heads} is a multiple of it
 * @param headSize width of a head
 * @param score what becomes of the products of queries and keys
 * @param tables what is added to the scores
 * @param sinks for each head a logit that takes part in the softmax and has no value, or null if there are none
 * @param blocks the blocks, in the order in which gradients are added
 * @param gradientRows rows of the incoming gradient (backward)
 * @param gradientKeys rows of {@code gk} and {@code gv} (backward)
 */
public record AttentionPlan(
        int heads,
        int keyValueHeads,
        int headSize,
        ScoreFunction score,
        List<ScoreTable> tables,
        @Nullable Buffer sinks,
        List<Block> blocks,
        int gradientRows,
        int gradientKeys) {

    /** Attention whose scores are scaled products and nothing else. */
    public AttentionPlan(
            int heads,
            int keyValueHeads,
            int headSize,
            double scale,
            List<Block> blocks,
            int gradientRows,
            int gradientKeys) {
        this(
                heads,
                keyValueHeads,
                headSize,
                ScoreFunction.scaled(scale),
                List.of(),
                null,
                blocks,
                gradientRows,
                gradientKeys);
    }

    /** Factor of the products. */
    public double scale() {
        return score.scale();
    }

    /** Whether scores are scaled products and nothing else, and only keys take part in the softmax. */
    public boolean isPlain() {
        return !score.isCapped() && tables.isEmpty() && sinks == null;
    }

    /** Whether the gradient of a table is wanted. */
    public boolean hasTableGradient() {
        return tables.stream().anyMatch(table -> table.gradient() != null);
    }

    /**
     * One block.
     *
     * @param queryRow first row in q
     * @param queries number of rows
     * @param keyRow row in k and v of the block's key 0
     * @param keys number of keys that any of the queries sees; key 0 is {@code band} column 0
     * @param band what each query sees
     * @param gradientRow first row in the incoming gradient; forward, the same as {@code queryRow}
     * @param gradientKey row of the gradient of key 0; forward, unused
     */
    public record Block(int queryRow, int queries, int keyRow, int keys, Band band, int gradientRow, int gradientKey) {}
}
