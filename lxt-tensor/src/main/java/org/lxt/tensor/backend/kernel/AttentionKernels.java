package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;

/** Grouped-query attention over packed sequences, in one kernel each way. An optional {@linkplain Backend#kernels group}. */
public interface AttentionKernels {
    /** Forward. Rows of {@code y} that no block of the plan has stay as they are. */
    void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan);

    /**
     * Backward. Of {@code gq}, {@code gk} and {@code gv} those that are not null are filled, and {@code scoreRelevance}, if
     * given, with the sum over heads and keys of score times score gradient for each row of {@code g}.
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
