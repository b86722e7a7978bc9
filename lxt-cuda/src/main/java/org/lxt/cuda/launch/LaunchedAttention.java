package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.ComposedAttention;

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

    private final LaunchedBackend backend;
    private final Launching on;

    /** Kernels of a backend, from which they take memory for a while. */
    public LaunchedAttention(LaunchedBackend backend) {
        this.backend = backend;
        this.on = backend.launching();
    }

    @Override
    public void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan) {
        if (!plan.isPlain()) {
            new ComposedAttention(backend).attention(y, q, k, v, plan);
            return;
        }
        AttentionTiles tiles = AttentionTiles.forward(plan);
        if (tiles.queryTiles() == 0) {
            return;
        }
        try (Temporaries temporaries = new Temporaries(backend)) {
            long table = on.address(temporaries.index(tiles.values()));
            on.launch(
                    "lxt_attention" + width(plan),
                    grid(tiles.queryTiles(), plan.heads(), plan),
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
        if (!plan.isPlain()) {
            new ComposedAttention(backend).attentionGradient(gq, gk, gv, scoreRelevance, g, q, k, v, plan);
            return;
        }
        AttentionTiles tiles = AttentionTiles.backward(plan);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Backward backward =
                    new Backward(tiles, on.address(temporaries.index(tiles.values())), g, q, k, v, plan, temporaries);
            if (tiles.queryTiles() > 0) {
                backward.statistics(gq != null || gk != null || scoreRelevance != null);
            }
            if (gq != null || scoreRelevance != null) {
                backward.queries(gq, scoreRelevance);
            }
            if (gk != null || gv != null) {
                backward.keys(gk, gv);
            }
        }
    }

    /** One backward pass. */
    private final class Backward {
        private final AttentionTiles tiles;
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
                long table,
                Buffer g,
                Buffer q,
                Buffer k,
                Buffer v,
                AttentionPlan plan,
                Temporaries temporaries) {
            this.tiles = tiles;
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
            on.launch(
                    "lxt_attention_statistics",
                    Grid.of(tiles.queryTiles(), plan.heads(), 1),
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
            Buffer ofHeads = null;
            if (scoreRelevance != null) {
                ofHeads = temporaries.allocate(ofRows);
                backend.fill(ofHeads, 0, ofRows);
            }
            if (tiles.queryTiles() > 0) {
                on.launch(
                        "lxt_attention_query_gradient" + width(plan),
                        grid(tiles.queryTiles(), plan.heads(), plan),
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
                backend.reductions().sum(scoreRelevance, ofHeads, 1, plan.heads(), plan.gradientRows());
            }
        }

        void keys(@Nullable Buffer gk, @Nullable Buffer gv) {
            if (tiles.keyTiles() == 0) {
                return;
            }
            on.launch(
                    "lxt_attention_key_gradient" + width(plan),
                    grid(tiles.keyTiles(), plan.keyValueHeads(), plan),
                    gk == null ? 0 : on.address(gk),
                    gv == null ? 0 : on.address(gv),
                    largest,
                    inverseSum,
                    gk == null ? 0 : mean,
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
        return plan.headSize() <= NARROW ? "_narrow" : "_wide";
    }

    private static Grid grid(int tiles, int heads, AttentionPlan plan) {
        return Grid.of(tiles, heads, Math.ceilDiv(plan.headSize(), plan.headSize() <= NARROW ? NARROW : WIDE));
    }

    private static long at(long table, int position) {
        return table + (long) Integer.BYTES * position;
    }
}
