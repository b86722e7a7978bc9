// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import static org.lxt.tensor.ops.Operations.embedding;
import static org.lxt.tensor.ops.Operations.layerNorm;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.NormLayer;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/**
 * The embeddings of relative positions, which all layers share. An offset, the position of a query minus that of a key, has a row of
 * its own, or, if there are buckets, those from half their number on share rows that grow with the offset. Source: {@code
 * make_log_bucket_position} of transformers.
 *
 * @param table {@code [2 span, hidden]}; the row of offset 0 is {@code span}
 * @param norm norm of each row, or none
 * @param buckets rows for each direction, where offsets are put into buckets; else 0
 * @param reach the furthest offset that is told from further ones
 */
record RelativePositions(Weight table, NormLayer.@Nullable Layer norm, int buckets, int reach) {
    /** The row of the position of a query minus that of a key. */
    int row(int offset) {
        int span = table.rows() / 2;
        int place = buckets > 0 ? bucket(offset) : offset;
        return Math.clamp((long) place + span, 0, 2 * span - 1);
    }

    /** In float32, as in the reference, whose rounding decides at the edges of buckets. */
    private int bucket(int offset) {
        int middle = buckets / 2;
        int distance = Math.abs(offset);
        if (distance <= middle) {
            return offset;
        }
        float share = (float) Math.log((float) distance / middle) / (float) Math.log((float) ((reach - 1.0) / middle));
        int grown = (int) Math.ceil(share * (middle - 1)) + middle;
        return offset < 0 ? -grown : grown;
    }

    /**
     * Some of the embeddings, normed if they are.
     *
     * @return {@code [count, hidden]}
     */
    Tensor rows(Scope scope, int first, int count) {
        Tensor found =
                embedding(scope, table, IntStream.range(first, first + count).toArray());
        return norm == null ? found : layerNorm(found, norm.weight(), norm.bias(), norm.epsilon(), false);
    }
}
