// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.BYTES;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.weight.Encoding;

/**
 * Attention forward for single queries, as when text is generated: keys and values are read where they lie. Packing them, as
 * {@link StripAttention} does, pays only where several queries share it.
 */
final class RowAttention {
    /** Queries of a block up to which this is the faster way. */
    private static final int MOST_QUERIES = 2;

    private final Workers workers;
    private final ThreadLocal<Scratch> scratches;
    private final StripMath kernels;
    private final @Nullable RowProducts products;
    private final AttentionPlan plan;
    private final AttentionHeads heads;
    private final @Nullable ScoreMath math;

    RowAttention(Workers workers, ThreadLocal<Scratch> scratches, StripMath kernels, AttentionPlan plan) {
        this.products = kernels.rowProducts();
        this.kernels = kernels;
        this.workers = workers;
        this.scratches = scratches;
        this.plan = plan;
        this.heads = new AttentionHeads(plan);
        this.math = ScoreMath.of(plan, kernels);
    }

    static boolean suits(AttentionPlan plan) {
        return plan.blocks().stream().allMatch(b -> b.queries() <= MOST_QUERIES);
    }

    void run(HostBuffer y, HostBuffer q, HostBuffer k, HostBuffer v) {
        int queries = heads.queryRows();
        int keys = heads.keyRows();
        workers.run(plan.blocks().size() * plan.keyValueHeads(), i -> {
            Block block = plan.blocks().get(i / plan.keyValueHeads());
            int head = i % plan.keyValueHeads();
            Group group = new Group(
                    heads.queries(y, queries, head),
                    heads.queries(q, queries, head),
                    heads.key(k, keys, head),
                    heads.key(v, keys, head));
            for (int row = 0; row < block.queries(); row++) {
                int from = block.keyRow() + block.band().from(row);
                int to = block.keyRow() + block.band().to(row, block.keys());
                row(group, new Query(block, head, row), from, to - from);
            }
        });
    }

    /** Results and queries of the heads that share a key head, one after the other in each row, and its keys and values. */
    private record Group(Operand y, Operand q, Operand k, Operand v) {}

    private record Query(Block block, int keyHead, int index) {
        int row() {
            return block.queryRow() + index;
        }
    }

    private void row(Group group, Query query, int from, int count) {
        int whole = (count + LENGTH - 1) / LENGTH * LENGTH;
        int own = heads.group();
        float[] p = scratches.get().scores.ofSize(own * whole);
        dots(group, query.row(), from, count, p, whole);
        float[] max = new float[own];
        float[] sinks = new float[own];
        for (int h = 0; h < own; h++) {
            int at = h * whole;
            sinks[h] = math == null ? Float.NEGATIVE_INFINITY : scored(math, query, h, p, at, from, count, whole);
            max[h] = sinks[h];
        }
        float[] sums = new float[own];
        kernels.exponentials(p, whole, count, math == null ? (float) plan.scale() : 1, max, sums);
        for (int h = 0; h < own; h++) {
            float ofSink = math == null ? 0 : (float) StrictMath.exp(sinks[h] - max[h]);
            sums[h] = 1 / (sums[h] + ofSink);
        }
        kernels.scale(p, whole, count, sums);
        mix(group, query.row(), from, count, p, whole);
    }

    /** Makes scores of the products of one of the heads; gives the score of its sink. */
    private float scored(ScoreMath by, Query query, int h, float[] p, int at, int from, int count, int whole) {
        int head = query.keyHead() * heads.group() + h;
        by.scores(p, at, whole);
        int firstKey = from - query.block().keyRow();
        for (TableColumns table : by.tables(query.block(), head, false, firstKey, count)) {
            table.add(p, at, query.index(), 0, count);
        }
        return by.sink(head);
    }

    /** Whether other kernels are in machine code: then nothing is to be left to the Vector API. */
    private boolean isInMachineCode() {
        return kernels.arithmetic() != null;
    }

    /** The products of the row of each head with the keys. */
    private void dots(Group group, int row, int from, int count, float[] p, int step) {
        Operand k = group.k();
        int size = plan.headSize();
        if (products != null) {
            products.dots(
                    Encoding.F32,
                    k.segment(),
                    k.at(from, 0),
                    k.rowBytes(),
                    count,
                    group.q().segment(),
                    group.q().at(row, 0),
                    4L * size,
                    heads.group(),
                    size,
                    MemorySegment.ofArray(p),
                    0,
                    4L * step);
            return;
        }
        for (int h = 0; h < heads.group(); h++) {
            long at = group.q().at(row, h * size);
            if (isInMachineCode()) {
                SumsInOrder.dots(group.q().segment(), at, k, from, count, size, p, h * step);
                continue;
            }
            for (int j = 0; j < count; j++) {
                p[h * step + j] = dot(group.q().segment(), at, k.segment(), k.at(from + j, 0), size);
            }
        }
    }

    /** The values, weighted. */
    private void mix(Group group, int row, int from, int count, float[] p, int step) {
        Operand v = group.v();
        Operand y = group.y();
        int size = plan.headSize();
        if (products != null) {
            products.sums(
                    Encoding.F32,
                    v.segment(),
                    v.at(from, 0),
                    v.rowBytes(),
                    count,
                    MemorySegment.ofArray(p),
                    0,
                    4L * step,
                    heads.group(),
                    size,
                    y.segment(),
                    y.at(row, 0),
                    4L * size);
            return;
        }
        for (int h = 0; h < heads.group(); h++) {
            long to = y.at(row, h * size);
            if (isInMachineCode()) {
                SumsInOrder.mix(y.segment(), to, v, from, count, size, p, h * step);
            } else {
                mix(y.segment(), to, v, from, count, p, h * step);
            }
        }
    }

    private static float dot(MemorySegment a, long aAt, MemorySegment b, long bAt, int size) {
        FloatVector sums = Lanes.broadcast(0);
        int end = size - size % LENGTH;
        for (int i = 0; i < end; i += LENGTH) {
            sums = load(a, aAt + 4L * i).fma(load(b, bAt + 4L * i), sums);
        }
        float sum = Lanes.sum(sums);
        for (int i = end; i < size; i++) {
            sum = Math.fma(a.get(FLOAT, aAt + 4L * i), b.get(FLOAT, bAt + 4L * i), sum);
        }
        return sum;
    }

    /** Four vectors of dimensions at a time. */
    private void mix(MemorySegment result, long to, Operand v, int from, int count, float[] p, int pAt) {
        MemorySegment values = v.segment();
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
                FloatVector weight = Lanes.broadcast(p[pAt + j]);
                s0 = load(values, at).fma(weight, s0);
                s1 = load(values, at + BYTES).fma(weight, s1);
                s2 = load(values, at + 2L * BYTES).fma(weight, s2);
                s3 = load(values, at + 3L * BYTES).fma(weight, s3);
            }
            long first = to + 4L * column;
            Lanes.store(s0, result, first);
            Lanes.store(s1, result, first + BYTES);
            Lanes.store(s2, result, first + 2L * BYTES);
            Lanes.store(s3, result, first + 3L * BYTES);
        }
        for (; column + LENGTH <= size; column += LENGTH) {
            FloatVector sum = Lanes.broadcast(0);
            long at = v.at(from, column);
            for (int j = 0; j < count; j++, at += step) {
                sum = load(values, at).fma(Lanes.broadcast(p[pAt + j]), sum);
            }
            Lanes.store(sum, result, to + 4L * column);
        }
        for (; column < size; column++) {
            float sum = 0;
            for (int j = 0; j < count; j++) {
                sum = Math.fma(p[pAt + j], values.get(FLOAT, v.at(from + j, column)), sum);
            }
            result.set(FLOAT, to + 4L * column, sum);
        }
    }
}
