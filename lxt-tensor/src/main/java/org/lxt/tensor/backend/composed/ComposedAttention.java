package org.lxt.tensor.backend.composed;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.AttentionPlan;
import org.lxt.tensor.backend.AttentionPlan.Block;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.MatrixView;

/**
 * Grouped-query attention out of matrix products and softmax, one head of one block at a time. The softmax is computed
 * again in the backward pass: between the passes nothing is kept but q, k and v.
 */
public final class ComposedAttention {
    private final Backend backend;
    private final AttentionPlan plan;
    private final int width;
    private final int keyWidth;

    private ComposedAttention(Backend backend, AttentionPlan plan) {
        this.backend = backend;
        this.plan = plan;
        this.width = plan.heads() * plan.headSize();
        this.keyWidth = plan.keyValueHeads() * plan.headSize();
    }

    /** See {@link Backend#attention}. */
    public static void forward(Backend backend, Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan) {
        ComposedAttention a = new ComposedAttention(backend, plan);
        long largest = a.largestBlock();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer scores = temporaries.allocate(largest);
            Buffer p = temporaries.allocate(largest);
            for (Block block : plan.blocks()) {
                for (int head = 0; head < plan.heads(); head++) {
                    a.probabilities(p, scores, q, k, block, head);
                    MatrixView out = a.query(y, block, block.queryRow(), head);
                    backend.gemm(out, a.square(p, block), a.key(v, block, block.keyRow(), head), 1, 0);
                }
            }
        }
    }

    /** See {@link Backend#attentionGradient}. */
    public static void backward(
            Backend backend,
            @Nullable Buffer gq,
            @Nullable Buffer gk,
            @Nullable Buffer gv,
            @Nullable Buffer scoreRelevance,
            Buffer g,
            Buffer q,
            Buffer k,
            Buffer v,
            AttentionPlan plan) {
        ComposedAttention a = new ComposedAttention(backend, plan);
        if (gk != null) {
            backend.fill(gk, 0, (long) plan.gradientKeys() * a.keyWidth);
        }
        if (gv != null) {
            backend.fill(gv, 0, (long) plan.gradientKeys() * a.keyWidth);
        }
        if (scoreRelevance != null) {
            backend.fill(scoreRelevance, 0, plan.gradientRows());
        }
        long largest = a.largestBlock();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer scores = temporaries.allocate(largest);
            Buffer p = temporaries.allocate(largest);
            Buffer gp = temporaries.allocate(largest);
            Buffer sums = temporaries.allocate(plan.gradientRows());
            for (Block block : plan.blocks()) {
                for (int head = 0; head < plan.heads(); head++) {
                    a.probabilities(p, scores, q, k, block, head);
                    MatrixView gOut = a.query(g, block, block.gradientRow(), head);
                    if (gv != null) {
                        MatrixView target = a.key(gv, block, block.gradientKey(), head);
                        backend.gemm(target, a.square(p, block).transpose(), gOut, 1, 1);
                    }
                    if (gq == null && gk == null) {
                        continue;
                    }
                    MatrixView values = a.key(v, block, block.keyRow(), head);
                    backend.gemm(a.square(gp, block), gOut, values.transpose(), 1, 0);
                    backend.softmaxGradient(gp, p, gp, block.queries(), block.keys());
                    if (scoreRelevance != null) {
                        backend.rowDot(sums, scores, gp, null, block.queries(), block.keys());
                        backend.scatterAddRows(scoreRelevance, range(block.gradientRow(), block.queries()), sums, 1);
                    }
                    if (gq != null) {
                        MatrixView target = a.query(gq, block, block.gradientRow(), head);
                        backend.gemm(target, a.square(gp, block), a.key(k, block, block.keyRow(), head), plan.scale(), 0);
                    }
                    if (gk != null) {
                        MatrixView target = a.key(gk, block, block.gradientKey(), head);
                        MatrixView queries = a.query(q, block, block.queryRow(), head);
                        backend.gemm(target, a.square(gp, block).transpose(), queries, plan.scale(), 1);
                    }
                }
            }
        }
    }

    /** Fills {@code scores} with the scaled scores of a head, and {@code p} with their softmax. */
    private void probabilities(Buffer p, Buffer scores, Buffer q, Buffer k, Block block, int head) {
        MatrixView queries = query(q, block, block.queryRow(), head);
        MatrixView keys = key(k, block, block.keyRow(), head);
        backend.gemm(square(scores, block), queries, keys.transpose(), plan.scale(), 0);
        backend.softmax(p, scores, block.band(), block.queries(), block.keys());
    }

    private MatrixView square(Buffer scratch, Block block) {
        return MatrixView.of(scratch, 0, block.queries(), block.keys(), block.keys());
    }

    private MatrixView query(Buffer buffer, Block block, int firstRow, int head) {
        long offset = (long) firstRow * width + (long) head * plan.headSize();
        return MatrixView.of(buffer, offset, block.queries(), plan.headSize(), width);
    }

    private MatrixView key(Buffer buffer, Block block, int firstRow, int head) {
        int group = head / (plan.heads() / plan.keyValueHeads());
        long offset = (long) firstRow * keyWidth + (long) group * plan.headSize();
        return MatrixView.of(buffer, offset, block.keys(), plan.headSize(), keyWidth);
    }

    private long largestBlock() {
        long largest = 1;
        for (Block block : plan.blocks()) {
            largest = Math.max(largest, (long) block.queries() * block.keys());
        }
        return largest;
    }

    private static int[] range(int first, int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = first + i;
        }
        return rows;
    }
}
