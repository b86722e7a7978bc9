// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;

/** Grouped-query attention over packed sequences, in one kernel each way. An optional {@linkplain Backend#kernels group}. */
public interface AttentionKernels {
    /** Row of scaled products in the score relevance. */
    int PRODUCTS = 0;

    /** Row of capped products in the score relevance. */
    int CAPPED = 1;

    /** Row of scores in the score relevance. */
    int SCORES = 2;

    /** Row of sinks in the score relevance. */
    int SINKS = 3;

    /** Forward. Rows of {@code y} that no block of the plan has stay as they are. */
    void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan);

    /**
     * Backward. Of {@code gq}, {@code gk}, {@code gv} and the gradients of the plan's tables those that are not null are filled,
     * and {@code scoreRelevance}, if given, with sums over heads and keys for each row of {@code g}.
     *
     * @param scoreRelevance {@code [1, gradientRows]} if the plan {@linkplain AttentionPlan#isPlain is plain}: scaled products
     *     times their gradients. Else {@code [4, gradientRows]}: these ({@link #PRODUCTS}), capped products times their gradients
     *     ({@link #CAPPED}), scores with what is added to them times their gradients ({@link #SCORES}), and sinks times their
     *     gradients ({@link #SINKS})
     */
    void attentionGradient(
            @Nullable Buffer gq,
            @Nullable Buffer gk,
            @Nullable Buffer gv,
            @Nullable Buffer scoreRelevance,
            Buffer g,
            Buffer q,
            Buffer k,
            Buffer v,
            AttentionPlan plan);
}
