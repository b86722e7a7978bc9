package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.BYTES;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;

/**
 * Attention forward for single queries, as when text is generated: keys and values are read where they lie. Packing them, as
 * {@link StripAttention} does, pays only where several queries share it.
 */
final class RowAttention {
    /** Queries of a block up to which this is the faster way. */
    private static final int MOST_QUERIES = 2;

    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final AttentionPlan plan;
    private final AttentionHeads heads;
    private final @Nullable ScoreMath math;

    RowAttention(Workers workers, ThreadLocal<Scratch> scratches, AttentionPlan plan) {
        this.workers = workers;
        this.scratches = scratches;
        this.plan = plan;
        this.heads = new AttentionHeads(plan);
        this.math = ScoreMath.of(plan);
    }

    static boolean suits(AttentionPlan plan) {
        return plan.blocks().stream().allMatch(b -> b.queries() <= MOST_QUERIES);
    }

    void run(HostBuffer y, HostBuffer q, HostBuffer k, HostBuffer v) {
        int queries = heads.queryRows();
        int keys = heads.keyRows();
        workers.run(plan.blocks().size() * plan.heads(), i -> {
            Block block = plan.blocks().get(i / plan.heads());
            int head = i % plan.heads();
            int keyHead = head / heads.group();
            Operand ofHead = heads.query(q, queries, head);
            Operand result = heads.query(y, queries, head);
            Operand key = heads.key(k, keys, keyHead);
            Operand value = heads.key(v, keys, keyHead);
            for (int row = 0; row < block.queries(); row++) {
                int from = block.keyRow() + block.band().from(row);
                int to = block.keyRow() + block.band().to(row, block.keys());
                row(new Query(block, head, row), result, ofHead, key, value, from, to);
            }
        });
    }

    private record Query(Block block, int head, int index) {}

    private void row(Query query, Operand y, Operand q, Operand k, Operand v, int from, int to) {
        int row = query.block().queryRow() + query.index();
        int count = to - from;
        int whole = (count + LENGTH - 1) / LENGTH * LENGTH;
        float[] p = scratches.get().scores.ofSize(whole);
        MemorySegment keys = k.segment();
        long at = q.at(row, 0);
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            p[j] = dot(q.segment(), at, keys, k.at(from + j, 0), plan.headSize());
            max = Math.max(max, p[j]);
        }
        Arrays.fill(p, count, whole, Float.NEGATIVE_INFINITY);
        float ofSink = 0;
        if (math == null) {
            ScoreRows.probabilities(p, 0, whole, 0, count, (float) plan.scale(), max, 1);
        } else {
            ofSink = scored(math, query, p, from - query.block().keyRow(), count, whole);
        }
        FloatVector sums = Lanes.broadcast(0);
        for (int j = 0; j < whole; j += LENGTH) {
            sums = sums.add(FloatVector.fromArray(Lanes.F, p, j));
        }
        mix(y, row, v, from, count, p, 1 / (Lanes.sum(sums) + ofSink));
    }

    /** Makes exponentials of products by a score function; gives that of the sink. */
    private static float scored(ScoreMath by, Query query, float[] p, int firstKey, int count, int whole) {
        by.scores(p, 0, whole);
        by.addToRow(p, 0, query.block(), query.head(), query.index(), firstKey, count);
        float sink = by.sink(query.head());
        float max = sink;
        for (int j = 0; j < count; j++) {
            max = Math.max(max, p[j]);
        }
        ScoreRows.probabilities(p, 0, whole, 0, count, 1, max, 1);
        return (float) StrictMath.exp(sink - max);
    }

    private static float dot(MemorySegment a, long aAt, MemorySegment b, long bAt, int size) {
        FloatVector sums = Lanes.broadcast(0);
        int end = size - size % LENGTH;
        for (int i = 0; i < end; i += LENGTH) {
            sums = load(a, aAt + 4L * i).fma(load(b, bAt + 4L * i), sums);
        }
        float sum = Lanes.sum(sums);
        for (int i = end; i < size; i++) {
            sum += a.get(FLOAT, aAt + 4L * i) * b.get(FLOAT, bAt + 4L * i);
        }
        return sum;
    }

    /** The values, weighted; four vectors of dimensions at a time. */
    private void mix(Operand y, int row, Operand v, int from, int count, float[] p, float factor) {
        MemorySegment values = v.segment();
        MemorySegment result = y.segment();
        long step = v.rowBytes();
        int size = plan.headSize();
        int column = 0;
        for (; column + 4 * LENGTH <= size; column += 4 * LENGTH) {
            FloatVector s0 = Lanes.broadcast(0);
            FloatVector s1 = Lanes.broadcast(0);
            FloatVector s2 = Lanes.broadcast(0);
            FloatVector s3 = Lanes.broadcast(0);
            long at = v.at(from, column);
            for (int j = 0; j < count; j++, at += step) {
                FloatVector weight = Lanes.broadcast(p[j]);
                s0 = load(values, at).fma(weight, s0);
                s1 = load(values, at + BYTES).fma(weight, s1);
                s2 = load(values, at + 2L * BYTES).fma(weight, s2);
                s3 = load(values, at + 3L * BYTES).fma(weight, s3);
            }
            long to = y.at(row, column);
            Lanes.store(s0.mul(factor), result, to);
            Lanes.store(s1.mul(factor), result, to + BYTES);
            Lanes.store(s2.mul(factor), result, to + 2L * BYTES);
            Lanes.store(s3.mul(factor), result, to + 3L * BYTES);
        }
        for (; column + LENGTH <= size; column += LENGTH) {
            FloatVector sum = Lanes.broadcast(0);
            long at = v.at(from, column);
            for (int j = 0; j < count; j++, at += step) {
                sum = load(values, at).fma(Lanes.broadcast(p[j]), sum);
            }
            Lanes.store(sum.mul(factor), result, y.at(row, column));
        }
        for (; column < size; column++) {
            float sum = 0;
            for (int j = 0; j < count; j++) {
                sum += p[j] * values.get(FLOAT, v.at(from + j, column));
            }
            result.set(FLOAT, y.at(row, column), sum * factor);
        }
    }
}
