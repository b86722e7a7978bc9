// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * Attention by tiles of 64 queries and 64 keys. Beside its operands it needs three numbers for each head and gradient row
 * (four with score relevance), however long the prompt.
 *
 * <p>Source of the method: Dao et al., FlashAttention, <a href="https://arxiv.org/abs/2205.14135">arXiv:2205.14135</a>,
 * algorithms 2 and 4.
 */
public final class LaunchedAttention implements AttentionKernels {
    /** Dimensions of a head that a block of the narrow kernels, or of the wide ones, adds up at once. */
    private static final int NARROW = 64;

    private static final int WIDE = 128;

    /** What the names of kernels end with that compute score functions; they are as wide as the wide ones. */
    private static final String SCORED = "_scored";

    private final LaunchedBackend backend;
    private final Launching on;

    /** Kernels of a backend, from which they take memory for a while. */
    public LaunchedAttention(LaunchedBackend backend) {
        this.backend = backend;
        this.on = backend.launching();
    }

    @Override
    public void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan) {
        AttentionTiles tiles = AttentionTiles.forward(plan);
        if (tiles.queryTiles() == 0) {
            return;
        }
        try (Temporaries temporaries = new Temporaries(backend)) {
            ScoreNumbers scores = new ScoreNumbers(plan, tiles.values(), on::address);
            long table = on.address(temporaries.index(scores.values()));
            launch(
                    "lxt_attention" + width(plan),
                    grid(tiles.queryTiles(), plan.heads(), plan),
                    scores,
                    table,
                    on.address(y),
                    on.address(q),
                    on.address(k),
                    on.address(v),
                    table,
                    at(table, tiles.tilesAt()),
                    plan.heads(),
                    plan.keyValueHeads(),
                    plan.headSize(),
                    Launcher.bits(plan.scale()));
        }
    }

    @Override
    public void attentionGradient(
            @Nullable Buffer gq,
            @Nullable Buffer gk,
            @Nullable Buffer gv,
            @Nullable Buffer scoreRelevance,
            Buffer g,
            Buffer q,
            Buffer k,
            Buffer v,
            AttentionPlan plan) {
        AttentionTiles tiles = AttentionTiles.backward(plan);
        try (Temporaries temporaries = new Temporaries(backend)) {
            ScoreNumbers scores = new ScoreNumbers(plan, tiles.values(), on::address);
            long table = on.address(temporaries.index(scores.values()));
            Backward backward = new Backward(tiles, scores, table, g, q, k, v, plan, temporaries);
            boolean ofQueries = clear(plan, ScoreTable.Rows.QUERY, plan.gradientRows());
            boolean ofKeys = clear(plan, ScoreTable.Rows.KEY, plan.gradientKeys());
            if (tiles.queryTiles() > 0) {
                backward.statistics(gq != null || gk != null || scoreRelevance != null || ofQueries || ofKeys);
            }
            if (gq != null || scoreRelevance != null || ofQueries) {
                backward.queries(gq, scoreRelevance);
            }
            if (gk != null || gv != null || ofKeys) {
                backward.keys(gk, gv, ofKeys);
            }
        }
    }

    /** Sets the gradients of the tables with such rows to 0; false if none is wanted. */
    private boolean clear(AttentionPlan plan, ScoreTable.Rows rows, int count) {
        boolean any = false;
        for (ScoreTable table : plan.tables()) {
            Buffer gradient = table.gradient();
            if (gradient != null && table.rows() == rows) {
                backend.fill(gradient, 0, (long) count * plan.heads() * table.buckets());
                any = true;
            }
        }
        return any;
    }

    /** Launches a kernel of plain plans, or its twin for others, which has the scores' numbers as an argument more. */
    private void launch(String kernel, Grid grid, ScoreNumbers scores, long table, long... arguments) {
        if (scores.arePlain()) {
            on.launch(kernel, grid, arguments);
            return;
        }
        long[] more = Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = at(table, scores.at());
        on.launch(kernel, grid, more);
    }

    /** One backward pass. */
    private final class Backward {
        private final AttentionTiles tiles;
        private final ScoreNumbers scores;
        private final long table;
        private final AttentionPlan plan;
        private final Temporaries temporaries;
        private final long g;
        private final long q;
        private final long k;
        private final long v;
        private final long ofRows;
        private final long largest;
        private final long inverseSum;
        private final long mean;

        Backward(
                AttentionTiles tiles,
                ScoreNumbers scores,
                long table,
                Buffer g,
                Buffer q,
                Buffer k,
                Buffer v,
                AttentionPlan plan,
                Temporaries temporaries) {
            this.tiles = tiles;
            this.scores = scores;
            this.table = table;
            this.plan = plan;
            this.temporaries = temporaries;
            this.g = on.address(g);
            this.q = on.address(q);
            this.k = on.address(k);
            this.v = on.address(v);
            this.ofRows = (long) plan.heads() * plan.gradientRows();
            this.largest = on.address(temporaries.allocate(ofRows));
            this.inverseSum = on.address(temporaries.allocate(ofRows));
            this.mean = on.address(temporaries.allocate(ofRows));
        }

        void statistics(boolean withMean) {
            launch(
                    "lxt_attention_statistics" + (plan.isPlain() ? "" : SCORED),
                    Grid.of(tiles.queryTiles(), plan.heads(), 1),
                    scores,
                    table,
                    largest,
                    inverseSum,
                    withMean ? mean : 0,
                    g,
                    q,
                    k,
                    v,
                    table,
                    at(table, tiles.tilesAt()),
                    plan.heads(),
                    plan.keyValueHeads(),
                    plan.headSize(),
                    Launcher.bits(plan.scale()),
                    plan.gradientRows());
        }

        void queries(@Nullable Buffer gq, @Nullable Buffer scoreRelevance) {
            int sums = plan.isPlain() ? 1 : 4;
            Buffer ofHeads = null;
            if (scoreRelevance != null) {
                ofHeads = temporaries.allocate(sums * ofRows);
                backend.fill(ofHeads, 0, sums * ofRows);
            }
            if (tiles.queryTiles() > 0) {
                launch(
                        "lxt_attention_query_gradient" + width(plan),
                        grid(tiles.queryTiles(), plan.heads(), plan),
                        scores,
                        table,
                        gq == null ? 0 : on.address(gq),
                        ofHeads == null ? 0 : on.address(ofHeads),
                        largest,
                        inverseSum,
                        mean,
                        g,
                        q,
                        k,
                        v,
                        table,
                        at(table, tiles.tilesAt()),
                        plan.heads(),
                        plan.keyValueHeads(),
                        plan.headSize(),
                        Launcher.bits(plan.scale()),
                        plan.gradientRows());
            }
            if (scoreRelevance != null && ofHeads != null) {
                backend.reductions().sum(scoreRelevance, ofHeads, sums, plan.heads(), plan.gradientRows());
            }
        }

        void keys(@Nullable Buffer gk, @Nullable Buffer gv, boolean ofTables) {
            if (tiles.keyTiles() == 0) {
                return;
            }
            launch(
                    "lxt_attention_key_gradient" + width(plan),
                    grid(tiles.keyTiles(), plan.keyValueHeads(), plan),
                    scores,
                    table,
                    gk == null ? 0 : on.address(gk),
                    gv == null ? 0 : on.address(gv),
                    largest,
                    inverseSum,
                    gk == null && !ofTables ? 0 : mean,
                    g,
                    q,
                    k,
                    v,
                    table,
                    at(table, tiles.startsAt()),
                    at(table, tiles.blockListAt()),
                    plan.heads(),
                    plan.keyValueHeads(),
                    plan.headSize(),
                    Launcher.bits(plan.scale()),
                    plan.gradientRows(),
                    plan.gradientKeys());
        }
    }

    private static String width(AttentionPlan plan) {
        if (!plan.isPlain()) {
            return SCORED;
        }
        return plan.headSize() <= NARROW ? "_narrow" : "_wide";
    }

    private static Grid grid(int tiles, int heads, AttentionPlan plan) {
        boolean isNarrow = plan.isPlain() && plan.headSize() <= NARROW;
        return Grid.of(tiles, heads, Math.ceilDiv(plan.headSize(), isNarrow ? NARROW : WIDE));
    }

    private static long at(long table, int position) {
        return table + (long) Integer.BYTES * position;
    }
}
