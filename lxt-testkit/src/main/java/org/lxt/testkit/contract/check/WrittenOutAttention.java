// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.matMul;
import static org.lxt.tensor.ops.Operations.matMulTransposed;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.slice;
import static org.lxt.tensor.ops.Operations.softmax;
import static org.lxt.tensor.ops.Operations.tanh;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.Patches;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.ScoreFunction;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.ScoreBias;
import org.lxt.tensor.rows.PackedRows.Run;

/**
 * Attention under AttnLRP as in the paper, product by product, head by head: the uniform rule, a gradient divided by
 * 2, at the scores and at their product with the values.
 */
final class WrittenOutAttention {
    /** Far below any score, and finite. */
    private static final double HIDDEN = -1e300;

    static final Patches.AttentionRule RULE =
            Patches.AttentionRule.heedingTerms((at, input) -> input.q().scope().ruled(at, () -> all(input)));

    private WrittenOutAttention() {}

    private static Tensor all(AttentionInput input) {
        List<Tensor> rows = new ArrayList<>();
        int first = 0;
        for (Run run : input.queryRows().runs()) {
            rows.add(run(input, run, first));
            first += run.count();
        }
        return concat(0, rows);
    }

    private static Tensor run(AttentionInput input, Run queries, int firstQuery) {
        int firstKey = 0;
        int keys = 0;
        for (Run run : input.keyRows().runs()) {
            if (run.sequence() == queries.sequence()) {
                keys = run.count();
                break;
            }
            firstKey += run.count();
        }
        Tensor q = rows(input.q(), firstQuery, queries.count());
        Tensor k = rows(input.k(), firstKey, keys);
        Tensor v = rows(input.v(), firstKey, keys);
        AttentionShape shape = input.shape();
        Tensor mask = mask(q, shape, queries, keys);
        List<Tensor> heads = new ArrayList<>();
        for (int head = 0; head < shape.heads(); head++) {
            int group = head / (shape.heads() / shape.keyValueHeads());
            Tensor scores = scores(head(q, shape, head), head(k, shape, group), shape.score());
            for (ScoreBias bias : input.terms().biases()) {
                scores = add(scores, bias(bias, head, queries, new Square(firstQuery, firstKey, keys)));
            }
            Tensor shares = shares(add(scores, mask), input.terms().sinks(), head);
            heads.add(divideGradient(matMul(shares, head(v, shape, group)), 2));
        }
        return concat(1, heads);
    }

    private static Tensor scores(Tensor q, Tensor k, ScoreFunction function) {
        Tensor scaled = scale(divideGradient(matMulTransposed(q, k), 2), function.scale());
        return function.isCapped() ? scale(tanh(scale(scaled, 1 / function.cap())), function.cap()) : scaled;
    }

    /** Where the rows of a sequence begin in q and in k. */
    private record Square(int firstQuery, int firstKey, int keys) {}

    /** The numbers of a bias for each query and key. */
    private static Tensor bias(ScoreBias bias, int head, Run queries, Square rows) {
        int n = queries.count();
        int keys = rows.keys();
        int[] at = new int[n * keys];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < keys; j++) {
                int row = switch (bias.rows()) {
                    case SHARED -> 0;
                    case QUERY -> rows.firstQuery() + i;
                    case KEY -> rows.firstKey() + j;
                };
                int offset = j - queries.firstPosition() - i;
                at[i * keys + j] = row * bias.buckets() + bias.bucketOf().applyAsInt(offset);
            }
        }
        Tensor ofHead = slice(bias.table(), 1, head * bias.buckets(), bias.buckets());
        Tensor single = reshape(ofHead, Shape.of(ofHead.rows() * bias.buckets(), 1));
        // a product with a constant, to which the uniform rule gives half
        return divideGradient(reshape(gatherRows(single, at), Shape.of(n, keys)), 2);
    }

    private static Tensor shares(Tensor scores, @Nullable Tensor sinks, int head) {
        if (sinks == null) {
            return softmax(scores, 1);
        }
        double[] column = new double[scores.rows()];
        Arrays.fill(column, sinks.toDoubles()[head]);
        Tensor sink = scores.scope().constant(Shape.of(column.length, 1), column);
        return slice(softmax(concat(1, List.of(scores, sink)), 1), 1, 0, scores.columns());
    }

    private static Tensor rows(Tensor x, int first, int count) {
        return gatherRows(x, IntStream.range(first, first + count).toArray());
    }

    private static Tensor head(Tensor x, AttentionShape shape, int head) {
        return slice(x, 1, head * shape.headSize(), shape.headSize());
    }

    private static Tensor mask(Tensor q, AttentionShape shape, Run queries, int keys) {
        Band band = new Band(queries.firstPosition(), shape.causal(), shape.window());
        double[] values = new double[queries.count() * keys];
        for (int i = 0; i < queries.count(); i++) {
            for (int j = 0; j < keys; j++) {
                boolean seen = j >= band.from(i) && j < band.to(i, keys);
                values[i * keys + j] = seen ? 0 : HIDDEN;
            }
        }
        return q.scope().constant(Shape.of(queries.count(), keys), values);
    }
}
