// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;

/** Attention forward, by {@link QueryStrips}. What a thread holds grows with the number of keys, not with its square. */
final class StripAttention {
    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final StripMath kernels;
    private final AttentionPlan plan;
    private final AttentionHeads heads;
    private final @Nullable ScoreMath math;

    StripAttention(Workers workers, ThreadLocal<Scratch> scratches, StripMath kernels, AttentionPlan plan) {
        this.kernels = kernels;
        this.workers = workers;
        this.scratches = scratches;
        this.plan = plan;
        this.heads = new AttentionHeads(plan);
        this.math = ScoreMath.of(plan, kernels);
    }

    void run(HostBuffer y, HostBuffer q, HostBuffer k, HostBuffer v) {
        SharedPanels panels = new SharedPanels(scratches.get(), plan, heads.keyRows());
        workers.run(plan.keyValueHeads(), head -> {
            Scratch scratch = scratches.get();
            panels.rows(0, head).packRows(heads.key(k, heads.keyRows(), head), 0, heads.keyRows(), 0, scratch);
            panels.columns(0, head).packColumns(heads.key(v, heads.keyRows(), head), 0, heads.keyRows(), 0, scratch);
        });
        QueryStrips strips = new QueryStrips(plan, scratches.get().tiles);
        int rows = heads.queryRows();
        workers.run(strips.count(), i -> {
            int head = strips.head(i);
            strip(strips.strip(i), heads.query(y, rows, head), heads.query(q, rows, head), panels, head);
        });
    }

    private void strip(QueryStrips.Strip strip, Operand y, Operand q, SharedPanels panels, int head) {
        Scratch scratch = scratches.get();
        QueryStrips.Scores scores = new QueryStrips.Scores(strip, scratch.tiles);
        int row = strip.block().queryRow() + strip.first();
        int keyHead = head / heads.group();
        HeadPanels keys = panels.rows(0, keyHead);
        float[] s = scores.products(scratch.scores, keys, q, row, scratch);
        float[] max = new float[scratch.tiles.columns()];
        float[] inverseSum = new float[scratch.tiles.columns()];
        if (math == null) {
            scores.hide(s);
            kernels.softmax(
                    s,
                    scores.firstRow(),
                    scores.lastRow(),
                    (float) plan.scale(),
                    Float.NEGATIVE_INFINITY,
                    max,
                    inverseSum);
        } else {
            scores.make(s, math, head);
            scores.hide(s);
            kernels.softmax(s, scores.firstRow(), scores.lastRow(), 1, math.sink(head), max, inverseSum);
        }
        float[] sums = scores.sums(scratch.strip, panels.columns(0, keyHead), plan.headSize(), s);
        kernels.store(sums, inverseSum, strip.count(), y, row, scratch);
    }
}
