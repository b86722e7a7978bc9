// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.ComposedAttention;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.tile.Tiles;

/** Attention in strips, or in rows where there are few, without the square matrix; heads that are wider than a tile go the long way. */
public final class VectorAttention implements AttentionKernels {
    private final Backend backend;
    private final AttentionKernels wide;
    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final StripMath kernels;

    /** Attention of this backend, which computes what heads that are too wide need. */
    public VectorAttention(Backend backend, Workers workers, ThreadLocal<Scratch> scratches, StripMath kernels) {
        this.backend = backend;
        this.wide = new ComposedAttention(backend);
        this.workers = workers;
        this.scratches = scratches;
        this.kernels = kernels;
    }

    @Override
    public void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan) {
        if (plan.headSize() > Tiles.DEPTH) {
            wide.attention(y, q, k, v, plan);
            return;
        }
        if (RowAttention.suits(plan)) {
            RowAttention rows = new RowAttention(workers, scratches, kernels, plan);
            rows.run((HostBuffer) y, (HostBuffer) q, (HostBuffer) k, (HostBuffer) v);
            return;
        }
        StripAttention strips = new StripAttention(workers, scratches, kernels, plan);
        strips.run((HostBuffer) y, (HostBuffer) q, (HostBuffer) k, (HostBuffer) v);
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
        if (plan.headSize() > Tiles.DEPTH) {
            wide.attentionGradient(gq, gk, gv, scoreRelevance, g, q, k, v, plan);
            return;
        }
        boolean needsScores = gq != null || gk != null || scoreRelevance != null || plan.hasTableGradient();
        HostBuffer hg = (HostBuffer) g;
        HostBuffer hq = (HostBuffer) q;
        HostBuffer hk = (HostBuffer) k;
        HostBuffer hv = (HostBuffer) v;
        boolean ofKeys = false;
        for (ScoreTable table : plan.tables()) {
            Buffer gradient = table.gradient();
            if (gradient != null) {
                boolean isOfKeys = table.rows() == ScoreTable.Rows.KEY;
                long rows = isOfKeys ? plan.gradientKeys() : plan.gradientRows();
                backend.fill(gradient, 0, rows * plan.heads() * table.buckets());
                ofKeys |= isOfKeys;
            }
        }
        StripGradient queries = new StripGradient(workers, scratches, kernels, plan);
        StripGradient.Statistics statistics =
                queries.run((HostBuffer) gq, (HostBuffer) scoreRelevance, hg, hq, hk, needsScores ? hv : null);
        long keySize = (long) plan.gradientKeys() * plan.keyValueHeads() * plan.headSize();
        if (gk != null) {
            backend.fill(gk, 0, keySize);
        }
        if (gv != null) {
            backend.fill(gv, 0, keySize);
        }
        if (gk != null || gv != null || ofKeys) {
            new KeyStrips(workers, scratches, kernels, plan, statistics)
                    .run((HostBuffer) gk, (HostBuffer) gv, hg, hq, hk, hv);
        }
    }
}
