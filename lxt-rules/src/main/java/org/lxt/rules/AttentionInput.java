// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.ScoreTerms;
import org.lxt.tensor.rows.PackedRows;

/**
 * What goes into the attention function: after projection, query and key norm and rotary embedding, before the key and
 * value heads are repeated for their groups.
 *
 * @param q {@code [queryRows, heads * headSize]}
 * @param k {@code [keyRows, keyValueHeads * headSize]}
 * @param v of the shape of k
 * @param shape heads, score function, mask
 * @param terms what is added to the scores, and sinks
 * @param queryRows how the rows of q are packed
 * @param keyRows how the rows of k and v are packed
 */
public record AttentionInput(
        Tensor q,
        Tensor k,
        Tensor v,
        AttentionShape shape,
        ScoreTerms terms,
        PackedRows queryRows,
        PackedRows keyRows) {
    /** Attention with nothing added to its scores, and without sinks. */
    public AttentionInput(
            Tensor q, Tensor k, Tensor v, AttentionShape shape, PackedRows queryRows, PackedRows keyRows) {
        this(q, k, v, shape, ScoreTerms.NONE, queryRows, keyRows);
    }
}
