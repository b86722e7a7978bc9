// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;

/**
 * Grouped-query attention out of matrix products and softmax, one head of one block at a time. The softmax is computed
 * again in the backward pass: between the passes nothing is kept but q, k and v. Where scores are more than scaled products,
 * what is between the products is computed by {@link BlockScores}, on the host.
 */
public final class ComposedAttention implements AttentionKernels {
    private final Backend backend;

    /** Attention on a backend. */
    public ComposedAttention(Backend backend) {
        this.backend = backend;
    }

    @Override
    public void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan) {
        Heads heads = new Heads(backend, plan);
        BlockScores ofBlocks = plan.isPlain() ? null : new BlockScores(backend, plan);
        long largest = heads.largestBlock();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer scores = temporaries.allocate(largest);
            Buffer p = temporaries.allocate(largest);
            for (Block block : plan.blocks()) {
                for (int head = 0; head < plan.heads(); head++) {
                    heads.probabilities(p, scores, q, k, block, head, ofBlocks);
                    MatrixView out = heads.query(y, block, block.queryRow(), head);
                    backend.matrices()
                            .gemm(out, heads.square(p, block), heads.key(v, block, block.keyRow(), head), 1, 0);
                }
            }
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
        Heads heads = new Heads(backend, plan);
        BlockScores ofBlocks = plan.isPlain() ? null : new BlockScores(backend, plan);
        boolean needsScores = gq != null || gk != null || scoreRelevance != null || plan.hasTableGradient();
        if (gk != null) {
            backend.fill(gk, 0, (long) plan.gradientKeys() * heads.keyWidth());
        }
        if (gv != null) {
            backend.fill(gv, 0, (long) plan.gradientKeys() * heads.keyWidth());
        }
        if (scoreRelevance != null && ofBlocks == null) {
            backend.fill(scoreRelevance, 0, plan.gradientRows());
        }
        long largest = heads.largestBlock();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer scores = temporaries.allocate(largest);
            Buffer p = temporaries.allocate(largest);
            Buffer gp = temporaries.allocate(largest);
            Buffer sums = temporaries.allocate(plan.gradientRows());
            for (Block block : plan.blocks()) {
                int end = block.gradientRow() + block.queries();
                Index rows = temporaries.index(
                        IntStream.range(block.gradientRow(), end).toArray());
                for (int head = 0; head < plan.heads(); head++) {
                    heads.probabilities(p, scores, q, k, block, head, ofBlocks);
                    MatrixView gOut = heads.query(g, block, block.gradientRow(), head);
                    if (gv != null) {
                        MatrixView target = heads.key(gv, block, block.gradientKey(), head);
                        backend.matrices().gemm(target, heads.square(p, block).transpose(), gOut, 1, 1);
                    }
                    if (!needsScores) {
                        continue;
                    }
                    MatrixView values = heads.key(v, block, block.keyRow(), head);
                    backend.matrices().gemm(heads.square(gp, block), gOut, values.transpose(), 1, 0);
                    if (ofBlocks != null) {
                        ofBlocks.gradient(gp);
                    } else {
                        backend.rows().softmaxGradient(gp, p, gp, block.queries(), block.keys());
                        if (scoreRelevance != null) {
                            backend.rows().rowDot(sums, scores, gp, null, block.queries(), block.keys());
                            backend.movement().scatterAddRows(scoreRelevance, rows, sums, 1);
                        }
                    }
                    if (gq != null) {
                        MatrixView target = heads.query(gq, block, block.gradientRow(), head);
                        backend.matrices()
                                .gemm(
                                        target,
                                        heads.square(gp, block),
                                        heads.key(k, block, block.keyRow(), head),
                                        plan.scale(),
                                        0);
                    }
                    if (gk != null) {
                        MatrixView target = heads.key(gk, block, block.gradientKey(), head);
                        MatrixView queries = heads.query(q, block, block.queryRow(), head);
                        backend.matrices().gemm(target, heads.square(gp, block).transpose(), queries, plan.scale(), 1);
                    }
                }
            }
        }
        if (ofBlocks != null) {
            ofBlocks.finish(scoreRelevance);
        }
    }

    /** Where the heads of a plan lie in its buffers. */
    private record Heads(Backend backend, AttentionPlan plan) {
        private int width() {
            return plan.heads() * plan.headSize();
        }

        private int keyWidth() {
            return plan.keyValueHeads() * plan.headSize();
        }

        /** Fills {@code scores} with the scaled products of a head, and {@code p} with the softmax of its scores. */
        void probabilities(
                Buffer p, Buffer scores, Buffer q, Buffer k, Block block, int head, @Nullable BlockScores ofBlocks) {
            MatrixView queries = query(q, block, block.queryRow(), head);
            MatrixView keys = key(k, block, block.keyRow(), head);
            backend.matrices().gemm(square(scores, block), queries, keys.transpose(), plan.scale(), 0);
            if (ofBlocks != null) {
                ofBlocks.softmax(p, scores, block, head);
            } else {
                backend.rows().softmax(p, scores, block.band(), block.queries(), block.keys());
            }
        }

        MatrixView square(Buffer scratch, Block block) {
            return MatrixView.of(scratch, 0, block.queries(), block.keys(), block.keys());
        }

        MatrixView query(Buffer buffer, Block block, int firstRow, int head) {
            long offset = (long) firstRow * width() + (long) head * plan.headSize();
            return MatrixView.of(buffer, offset, block.queries(), plan.headSize(), width());
        }

        MatrixView key(Buffer buffer, Block block, int firstRow, int head) {
            int group = head / (plan.heads() / plan.keyValueHeads());
            long offset = (long) firstRow * keyWidth() + (long) group * plan.headSize();
            return MatrixView.of(buffer, offset, block.keys(), plan.headSize(), keyWidth());
        }

        long largestBlock() {
            long largest = 1;
            for (Block block : plan.blocks()) {
                largest = Math.max(largest, (long) block.queries() * block.keys());
            }
            return largest;
        }
    }
}
