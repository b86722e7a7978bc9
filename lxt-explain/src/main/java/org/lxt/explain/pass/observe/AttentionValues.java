// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import org.lxt.rules.AttentionInput;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;

/** The tensors of one attention, read once for all prompts of a pass. */
final class AttentionValues {
    final Site site;
    final AttentionShape shape;
    final PackedRows queryRows;
    final PackedRows keyRows;
    final double[] q;
    final double[] k;
    final double[] v;
    final double[] heads;
    final AddedToScores added;

    AttentionValues(Site site, AttentionInput input, Tensor heads) {
        this.site = site;
        this.shape = input.shape();
        this.queryRows = input.queryRows();
        this.keyRows = input.keyRows();
        this.q = input.q().toDoubles();
        this.k = input.k().toDoubles();
        this.v = input.v().toDoubles();
        this.heads = heads.toDoubles();
        this.added = new AddedToScores(input.terms(), input.shape().heads());
    }

    /** First number of a head of a query's row. */
    int query(int row, int head) {
        return (row * shape.heads() + head) * shape.headSize();
    }

    /** First number of the key and value head that a head reads, of a key's row. */
    int key(int row, int head) {
        int group = head / (shape.heads() / shape.keyValueHeads());
        return (row * shape.keyValueHeads() + group) * shape.headSize();
    }
}
