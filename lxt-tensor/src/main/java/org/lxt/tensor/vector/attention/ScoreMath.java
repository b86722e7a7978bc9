// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.vector.pack.Scratch;

/**
 * What becomes of products of queries and keys before and after the softmax of a plan that {@linkplain AttentionPlan#isPlain is
 * not plain}. Those of plain plans are scaled inside the softmax and never come here.
 */
final class ScoreMath {
    private final CapMath caps;
    private final List<TableInPlace> tables;
    private final @Nullable HostBuffer sinks;

    private ScoreMath(AttentionPlan plan, StripMath kernels) {
        this.caps = new CapMath(plan.score(), kernels);
        this.tables = plan.tables().stream()
                .map(table -> new TableInPlace(table, plan.heads()))
                .toList();
        this.sinks = (HostBuffer) plan.sinks();
    }

    /** That of a plan; null if it is plain. */
    static @Nullable ScoreMath of(AttentionPlan plan, StripMath kernels) {
        return plan.isPlain() ? null : new ScoreMath(plan, kernels);
    }

    /** The logit of a head that belongs to no key; minus infinity if there is none. */
    float sink(int head) {
        return sinks == null ? Float.NEGATIVE_INFINITY : sinks.segment().get(FLOAT, 4L * head);
    }

    /** Whether the gradient of a table that has a row for each key is wanted. */
    boolean hasKeyGradient() {
        return tables.stream().anyMatch(table -> table.rows() == ScoreTable.Rows.KEY && table.hasGradient());
    }

    /** What is added to scores and their gradients, along a strip of queries or keys. */
    List<TableColumns> tables(Block block, int head, boolean ofQueries, int first, int count) {
        return tables.stream()
                .map(table -> new TableColumns(table, block, head, ofQueries, first, count))
                .toList();
    }

    /** {@link CapMath#scores}. */
    void scores(float[] s, int at, int n) {
        caps.scores(s, at, n);
    }

    /** {@link CapMath#gradients}. */
    void gradients(
            float[] products,
            float[] gradients,
            int from,
            int to,
            float[] ofProducts,
            float[] ofCapped,
            Scratch scratch) {
        caps.gradients(products, gradients, from, to, ofProducts, ofCapped, scratch);
    }

    /** {@link CapMath#slopes}. */
    void slopes(float[] capped, int cappedAt, float[] gradients, int at, int n) {
        caps.slopes(capped, cappedAt, gradients, at, n);
    }
}
