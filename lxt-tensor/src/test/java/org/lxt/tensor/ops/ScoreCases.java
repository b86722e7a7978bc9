// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.CONSTANT;
import static org.lxt.tensor.Ledger.Cause.ORDINARY;
import static org.lxt.tensor.Ledger.Cause.PRODUCT;
import static org.lxt.tensor.Ledger.Cause.SINK;
import static org.lxt.tensor.Ledger.Cause.SOFTMAX;
import static org.lxt.tensor.ops.Operations.attention;

import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.ScoreBias;
import org.lxt.tensor.ops.attention.ScoreTerms;
import org.lxt.tensor.rows.PackedRows;

/** Attention whose scores are capped, or have biases, or whose softmax has sinks. */
final class ScoreCases {
    /** What a bias has a bucket for: keys before the query, at it, and after it, each as far as 2. */
    static final int BUCKETS = 5;

    private final AttentionShape shape;
    private final PackedRows keys;
    private final PackedRows queries;
    private final Input q;
    private final Input k;
    private final Input v;
    private final Input shared;
    private final Input ofQueries;
    private final Input ofKeys;
    private final Input sinks;

    private ScoreCases(RandomValues random) {
        AttentionShape plain = AttentionCases.shape(random);
        this.shape = plain.withScore(plain.score().capped(random.coin() ? 0.8 : 3));
        this.keys = random.sequences(3, 5);
        this.queries = random.coin() ? keys : random.someOf(keys);
        this.q = random.input(queries.size(), shape.heads() * shape.headSize());
        this.k = random.input(keys.size(), shape.keyValueHeads() * shape.headSize());
        this.v = random.input(keys.size(), shape.keyValueHeads() * shape.headSize());
        this.shared = random.input(1, shape.heads() * BUCKETS);
        this.ofQueries = random.input(queries.size(), shape.heads() * BUCKETS);
        this.ofKeys = random.input(keys.size(), shape.heads() * BUCKETS);
        this.sinks = random.input(1, shape.heads());
    }

    static int bucketOf(int offset) {
        return Math.clamp(offset, -2, 2) + 2;
    }

    static List<Case> of(RandomValues random) {
        ScoreCases c = new ScoreCases(random);
        AttentionShape plain = c.shape.withScore(AttentionShape.causal(1, 1, 3).score());
        String name = ": " + c.shape + ", queries " + c.queries + " of " + c.keys;
        return List.of(
                Case.ordinary(
                        "capped" + name,
                        List.of(c.q, c.k, c.v),
                        (s, x) -> c.attend(c.shape, x.get(0), x.get(1), x.get(2), ScoreTerms.NONE),
                        PRODUCT,
                        SOFTMAX,
                        ORDINARY),
                Case.ordinary(
                        "capped, k" + name,
                        List.of(c.k),
                        (s, x) -> c.attend(c.shape, c.q.constant(s), x.get(0), c.v.constant(s), ScoreTerms.NONE),
                        SOFTMAX,
                        ORDINARY),
                Case.ordinary(
                        "a shared bias" + name,
                        List.of(c.q, c.k, c.v),
                        (s, x) -> c.attend(plain, x.get(0), x.get(1), x.get(2), ScoreTerms.of(c.shared(s))),
                        PRODUCT,
                        SOFTMAX,
                        CONSTANT),
                Case.ordinary(
                        "biases of queries and keys" + name,
                        List.of(c.q, c.k, c.v, c.ofQueries, c.ofKeys),
                        (s, x) -> c.attend(
                                plain,
                                x.get(0),
                                x.get(1),
                                x.get(2),
                                ScoreTerms.of(
                                        table(x.get(3), ScoreTable.Rows.QUERY), table(x.get(4), ScoreTable.Rows.KEY))),
                        PRODUCT,
                        SOFTMAX,
                        CONSTANT),
                Case.ordinary(
                        "a bias of keys alone" + name,
                        List.of(c.ofKeys),
                        (s, x) -> c.attend(
                                plain,
                                c.q.constant(s),
                                c.k.constant(s),
                                c.v.constant(s),
                                ScoreTerms.of(table(x.get(0), ScoreTable.Rows.KEY))),
                        SOFTMAX,
                        CONSTANT),
                Case.ordinary(
                        "sinks" + name,
                        List.of(c.q, c.k, c.v),
                        (s, x) -> c.attend(plain, x.get(0), x.get(1), x.get(2), ScoreTerms.sinks(c.sinks.constant(s))),
                        PRODUCT,
                        SOFTMAX,
                        SINK),
                Case.ordinary(
                        "sinks, v" + name,
                        List.of(c.v),
                        (s, x) -> c.attend(
                                plain,
                                c.q.constant(s),
                                c.k.constant(s),
                                x.get(0),
                                ScoreTerms.sinks(c.sinks.constant(s)))),
                Case.ordinary(
                        "capped, biased and with sinks" + name,
                        List.of(c.q, c.v, c.ofQueries),
                        (s, x) -> c.attend(
                                c.shape,
                                x.get(0),
                                c.k.constant(s),
                                x.get(1),
                                new ScoreTerms(
                                        List.of(
                                                table(x.get(2), ScoreTable.Rows.QUERY),
                                                c.shared(s),
                                                table(c.ofKeys.constant(s), ScoreTable.Rows.KEY)),
                                        c.sinks.constant(s))),
                        PRODUCT,
                        SOFTMAX,
                        ORDINARY,
                        SINK,
                        CONSTANT));
    }

    private Tensor attend(AttentionShape of, Tensor queryRows, Tensor keyRows, Tensor values, ScoreTerms terms) {
        return attention(queryRows, keyRows, values, of, terms, queries, keys);
    }

    private ScoreBias shared(Scope scope) {
        return ScoreBias.shared(
                scope.constant(Shape.of(1, shared.values().length), shared.values()), BUCKETS, ScoreCases::bucketOf);
    }

    static ScoreBias table(Tensor table, ScoreTable.Rows rows) {
        return new ScoreBias(table, rows, BUCKETS, ScoreCases::bucketOf);
    }
}
