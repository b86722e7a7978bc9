// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.method.LayerAttention;
import org.lxt.explain.request.ExplainException;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.rows.PackedRows;

/** One attention over one of the packed prompts: its weights are computed again, from queries and keys. */
final class ObservedAttention implements LayerAttention {
    /** Of the largest number that a head gives: more than rounding to bfloat16, less than another kind of attention makes. */
    private static final double ROUNDING = 0.05;

    private final AttentionValues values;
    private final int[] queries;
    private final int[] queryRows;
    private final int firstKey;
    private final int tokens;

    ObservedAttention(AttentionValues values, int packed) {
        this.values = values;
        List<Integer> positions = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        int row = 0;
        for (PackedRows.Run run : values.queryRows.runs()) {
            for (int i = 0; i < run.count(); i++, row++) {
                if (run.sequence() == packed) {
                    positions.add(run.firstPosition() + i);
                    rows.add(row);
                }
            }
        }
        this.queries = positions.stream().mapToInt(Integer::intValue).toArray();
        this.queryRows = rows.stream().mapToInt(Integer::intValue).toArray();
        this.firstKey = values.keyRows.indexOf(packed, 0);
        this.tokens = values.keyRows.runs().stream()
                .filter(run -> run.sequence() == packed)
                .mapToInt(PackedRows.Run::count)
                .sum();
    }

    @Override
    public String site() {
        return values.site.path();
    }

    @Override
    public int heads() {
        return values.shape.heads();
    }

    @Override
    public int tokens() {
        return tokens;
    }

    @Override
    public int[] queries() {
        return queries.clone();
    }

    /** The tensors of this attention over all prompts. */
    AttentionValues values() {
        return values;
    }

    /** The packed row of a query. */
    int row(int query) {
        return queryRows[query];
    }

    /** The packed row of a token's key and value. */
    int keyRow(int token) {
        return firstKey + token;
    }

    @Override
    public double[] weights(int head) {
        Band band = new Band(0, values.shape.causal(), values.shape.window());
        double[] weights = new double[queries.length * tokens];
        for (int q = 0; q < queries.length; q++) {
            softmax(head, q, band.from(queries[q]), band.to(queries[q], tokens), weights);
        }
        requireSame(head, queries.length - 1, weights);
        return weights;
    }

    private void softmax(int head, int q, int from, int to, double[] weights) {
        double sink = values.added.sink(head);
        double largest = sink;
        for (int t = from; t < to; t++) {
            double product = dot(values.query(queryRows[q], head), values.key(keyRow(t), head));
            double score = values.shape.score().value(product)
                    + values.added.of(head, queryRows[q], keyRow(t), t - queries[q]);
            weights[q * tokens + t] = score;
            largest = Math.max(largest, score);
        }
        double sum = Math.exp(sink - largest);
        for (int t = from; t < to; t++) {
            double power = Math.exp(weights[q * tokens + t] - largest);
            weights[q * tokens + t] = power;
            sum += power;
        }
        for (int t = from; t < to; t++) {
            weights[q * tokens + t] /= sum;
        }
    }

    private double dot(int query, int key) {
        double sum = 0;
        for (int i = 0; i < values.shape.headSize(); i++) {
            sum += values.q[query + i] * values.k[key + i];
        }
        return sum;
    }

    /** These weights must give what the model's attention gave: a family may attend in a way of its own. */
    private void requireSame(int head, int q, double[] weights) {
        int size = values.shape.headSize();
        double largest = 0;
        double furthest = 0;
        for (int i = 0; i < size; i++) {
            double own = 0;
            for (int t = 0; t < tokens; t++) {
                own += weights[q * tokens + t] * values.v[values.key(keyRow(t), head) + i];
            }
            double given = values.heads[values.query(queryRows[q], head) + i];
            largest = Math.max(largest, Math.max(Math.abs(given), Math.abs(own)));
            furthest = Math.max(furthest, Math.abs(given - own));
        }
        if (!(furthest <= ROUNDING * largest)) {
            throw new ExplainException("the attention at " + site() + " is not a softmax over products of queries and"
                    + " keys, so there are no weights to observe; choose a method that needs none");
        }
    }
}
