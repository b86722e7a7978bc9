package org.lxt.testkit.contract.check;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.matMul;
import static org.lxt.tensor.ops.Operations.matMulTransposed;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.slice;
import static org.lxt.tensor.ops.Operations.softmax;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.Patches;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows.Run;

/**
 * Attention under AttnLRP as in the paper, product by product, head by head: the uniform rule, a gradient divided by
 * 2, at the scores and at their product with the values.
 */
final class WrittenOutAttention {
    /** Far below any score, and finite. */
    private static final double HIDDEN = -1e300;

    static final Patches.AttentionRule RULE = (at, input) -> input.q().scope().ruled(at, () -> all(input));

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
            heads.add(head(head(q, shape, head), head(k, shape, group), head(v, shape, group), shape, mask));
        }
        return concat(1, heads);
    }

    private static Tensor head(Tensor q, Tensor k, Tensor v, AttentionShape shape, Tensor mask) {
        Tensor scores = divideGradient(matMulTransposed(q, k), 2);
        Tensor shares = softmax(add(scale(scores, shape.scale()), mask), 1);
        return divideGradient(matMul(shares, v), 2);
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
