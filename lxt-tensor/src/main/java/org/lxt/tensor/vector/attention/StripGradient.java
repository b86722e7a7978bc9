// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;

/**
 * The gradient of attention at the queries, by {@link QueryStrips}. The softmax is computed again; what is known of it
 * afterwards lets {@link KeyStrips} compute the gradients at keys and values without a pass of its own for it.
 */
final class StripGradient {
    /** What a softmax was, for each head and gradient row: its largest score, one over its sum, the mean of its gradient. */
    record Statistics(float[] max, float[] inverseSum, float[] mean) {}

    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final StripMath kernels;
    private final AttentionPlan plan;
    private final AttentionHeads heads;
    private final Statistics statistics;
    private final @Nullable ScoreMath math;

    StripGradient(Workers workers, ThreadLocal<Scratch> scratches, StripMath kernels, AttentionPlan plan) {
        this.kernels = kernels;
        this.workers = workers;
        this.scratches = scratches;
        this.plan = plan;
        this.heads = new AttentionHeads(plan);
        this.math = ScoreMath.of(plan, kernels);
        int size = plan.heads() * plan.gradientRows();
        this.statistics = new Statistics(new float[size], new float[size], new float[size]);
    }

    /**
     * Computes the statistics, the gradient's mean among them if {@code v} is given, and then the other results that are
     * given.
     */
    Statistics run(
            @Nullable HostBuffer gq,
            @Nullable HostBuffer scoreRelevance,
            HostBuffer g,
            HostBuffer q,
            HostBuffer k,
            @Nullable HostBuffer v) {
        int keyRows = heads.keyRows();
        SharedPanels panels = new SharedPanels(scratches.get(), plan, keyRows);
        workers.run(plan.keyValueHeads(), head -> {
            Scratch scratch = scratches.get();
            panels.rows(0, head).packRows(heads.key(k, keyRows, head), 0, keyRows, 0, scratch);
            if (v != null) {
                panels.rows(1, head).packRows(heads.key(v, keyRows, head), 0, keyRows, 0, scratch);
            }
            if (gq != null) {
                panels.columns(0, head).packColumns(heads.key(k, keyRows, head), 0, keyRows, 0, scratch);
            }
        });
        int sums = scoreRelevance == null ? 0 : math == null ? 1 : 4;
        float[] relevance = new float[sums * plan.heads() * plan.gradientRows()];
        QueryStrips strips = new QueryStrips(plan, scratches.get().tiles);
        workers.run(strips.count(), i -> {
            Work work = new Work(strips.strip(i), strips.head(i), panels, q);
            work.softmax();
            if (v != null) {
                work.scoreGradients(g, relevance);
            }
            if (gq != null) {
                work.queryGradients(gq);
            }
        });
        if (scoreRelevance != null) {
            for (int i = 0; i < sums; i++) {
                addHeads(relevance, i, scoreRelevance);
            }
        }
        return statistics;
    }

    private void addHeads(float[] relevance, int which, HostBuffer to) {
        for (int row = 0; row < plan.gradientRows(); row++) {
            float sum = 0;
            for (int head = 0; head < plan.heads(); head++) {
                sum += relevance[(which * plan.heads() + head) * plan.gradientRows() + row];
            }
            to.segment().set(Lanes.FLOAT, 4L * (which * plan.gradientRows() + row), sum);
        }
    }

    /** One strip of one head. */
    private final class Work {
        private final QueryStrips.Strip strip;
        private final int head;
        private final SharedPanels panels;
        private final QueryStrips.Scores scores;
        private final int from;
        private final int to;
        private final int gradientRow;
        private final Scratch scratch = scratches.get();
        private final int columns = scratch.tiles.columns();
        private final float[] max = new float[columns];
        private final float[] inverseSum = new float[columns];
        private final float[] raw;
        private final float[] p;
        private float[] gradients = new float[0];

        Work(QueryStrips.Strip strip, int head, SharedPanels panels, HostBuffer q) {
            this.strip = strip;
            this.head = head;
            this.panels = panels;
            this.scores = new QueryStrips.Scores(strip, scratch.tiles);
            this.from = scores.firstRow();
            this.to = scores.lastRow();
            this.gradientRow = strip.block().gradientRow() + strip.first();
            int row = strip.block().queryRow() + strip.first();
            Operand queries = heads.query(q, heads.queryRows(), head);
            HeadPanels keys = panels.rows(0, head / heads.group());
            p = scores.products(scratch.scores, keys, queries, row, scratch);
            if (math == null) {
                scores.hide(p);
            }
            raw = scratch.kept.ofSize(to * columns);
        }

        void softmax() {
            System.arraycopy(p, from * columns, raw, from * columns, (to - from) * columns);
            if (math == null) {
                kernels.softmax(p, from, to, (float) plan.scale(), Float.NEGATIVE_INFINITY, max, inverseSum);
            } else {
                scores.make(p, math, head);
                scores.hide(p);
                kernels.softmax(p, from, to, 1, math.sink(head), max, inverseSum);
            }
            put(max, statistics.max());
            put(inverseSum, statistics.inverseSum());
        }

        void scoreGradients(HostBuffer g, float[] relevance) {
            Operand rows = heads.query(g, plan.gradientRows(), head);
            HeadPanels values = panels.rows(1, head / heads.group());
            gradients = scores.products(scratch.gradients, values, rows, gradientRow, scratch);
            float[] means = new float[columns];
            kernels.gradient(p, gradients, from, to, inverseSum, means);
            put(means, statistics.mean());
            if (math != null) {
                throughScores(math, means, relevance);
            } else if (relevance.length > 0) {
                float[] sums = new float[columns];
                kernels.visibleDots(raw, gradients, from, to, sums);
                for (int i = 0; i < strip.count(); i++) {
                    relevance[head * plan.gradientRows() + gradientRow + i] = (float) plan.scale() * sums[i];
                }
            }
        }

        private void throughScores(ScoreMath by, float[] means, float[] relevance) {
            float[] added = new float[columns];
            float[] ofProducts = new float[columns];
            float[] ofCapped = new float[columns];
            scores.tableGradients(gradients, by, head, added);
            by.gradients(raw, gradients, from, to, ofProducts, ofCapped, scratch);
            for (int i = 0; i < strip.count() && relevance.length > 0; i++) {
                int at = head * plan.gradientRows() + gradientRow + i;
                int step = plan.heads() * plan.gradientRows();
                relevance[AttentionKernels.PRODUCTS * step + at] = ofProducts[i];
                relevance[AttentionKernels.CAPPED * step + at] = ofCapped[i];
                relevance[AttentionKernels.SCORES * step + at] = ofCapped[i] + added[i];
                float sink = by.sink(head);
                if (sink != Float.NEGATIVE_INFINITY) {
                    float share = (float) StrictMath.exp(sink - max[i]) * inverseSum[i];
                    relevance[AttentionKernels.SINKS * step + at] = -sink * share * means[i];
                }
            }
        }

        void queryGradients(HostBuffer gq) {
            HeadPanels keys = panels.columns(0, head / heads.group());
            float[] sums = scores.sums(scratch.strip, keys, plan.headSize(), gradients);
            Operand to = heads.query(gq, plan.gradientRows(), head);
            kernels.store(sums, (float) plan.scale(), strip.count(), to, gradientRow, scratch);
        }

        private void put(float[] values, float[] all) {
            System.arraycopy(values, 0, all, head * plan.gradientRows() + gradientRow, strip.count());
        }
    }
}
