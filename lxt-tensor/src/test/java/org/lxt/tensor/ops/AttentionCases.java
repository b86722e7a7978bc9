// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.PRODUCT;
import static org.lxt.tensor.Ledger.Cause.SOFTMAX;
import static org.lxt.tensor.ops.Operations.attention;

import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;

/** Attention in random configurations: groups of heads, masks, windows, packed sequences, explained rows only. */
final class AttentionCases {
    private AttentionCases() {}

    static List<Case> of(RandomValues random) {
        AttentionShape shape = shape(random);
        PackedRows keys = random.sequences(3, 5);
        PackedRows queries = random.coin() ? keys : random.someOf(keys);
        Input q = random.input(queries.size(), shape.heads() * shape.headSize());
        Input k = random.input(keys.size(), shape.keyValueHeads() * shape.headSize());
        Input v = random.input(keys.size(), shape.keyValueHeads() * shape.headSize());
        String name = shape + ", queries " + queries + " of " + keys;
        return List.of(
                Case.ordinary(
                        "q, k, v: " + name,
                        List.of(q, k, v),
                        (s, x) -> attention(x.get(0), x.get(1), x.get(2), shape, queries, keys),
                        PRODUCT,
                        SOFTMAX),
                Case.ordinary(
                        "v: " + name,
                        List.of(v),
                        (s, x) -> attention(q.constant(s), k.constant(s), x.get(0), shape, queries, keys)),
                Case.ordinary(
                        "q: " + name,
                        List.of(q),
                        (s, x) -> attention(x.get(0), k.constant(s), v.constant(s), shape, queries, keys),
                        SOFTMAX),
                Case.ordinary(
                        "k: " + name,
                        List.of(k),
                        (s, x) -> attention(q.constant(s), x.get(0), v.constant(s), shape, queries, keys),
                        SOFTMAX),
                Case.ordinary(
                        "q and v: " + name,
                        List.of(q, v),
                        (s, x) -> attention(x.get(0), k.constant(s), x.get(1), shape, queries, keys),
                        PRODUCT,
                        SOFTMAX),
                Case.ordinary(
                        "k as v: " + name,
                        List.of(q, k),
                        (s, x) -> attention(x.get(0), x.get(1), x.get(1), shape, queries, keys),
                        PRODUCT,
                        SOFTMAX));
    }

    static AttentionShape shape(RandomValues random) {
        int keyValueHeads = random.between(1, 2);
        int heads = keyValueHeads * random.between(1, 3);
        int window = random.coin() ? Band.UNLIMITED : random.between(1, 4);
        double scale = random.coin() ? 0.5 : 1.3;
        return new AttentionShape(heads, keyValueHeads, random.between(1, 3), scale, random.coin(), window);
    }
}
