// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.Kernels;

/** Attention with scores that are infinite or NaN, with queries that see nothing, and with blocks that are empty. */
final class ExtremeAttentionCases {
    private static final double ROUNDING = 3e-6;
    private static final int HEAD_SIZE = 12;

    private final List<KernelCase> cases = new ArrayList<>();

    private double tolerance = ROUNDING;

    private ExtremeAttentionCases() {}

    static List<KernelCase> all() {
        ExtremeAttentionCases all = new ExtremeAttentionCases();
        Band full = new Band(0, false, Band.UNLIMITED);
        all.add("a query that is NaN", 20, 150, full, q -> q[5 * HEAD_SIZE] = Double.NaN, k -> {}, v -> {});
        all.add("an infinite value", 20, 150, full, q -> {}, k -> {}, v -> v[70 * HEAD_SIZE + 3] = 1.0 / 0);
        all.add("a key that is NaN", 20, 150, full, q -> {}, k -> k[140 * HEAD_SIZE] = Double.NaN, v -> {});
        // the first dimension of all queries is 1: a key that is minus infinity there has scores of minus infinity
        all.add("a key that nobody takes", 20, 150, full, q -> one(q), k -> k[3 * HEAD_SIZE] = -1.0 / 0, v -> {});
        all.add("a tile that nobody takes", 20, 150, full, q -> one(q), k -> none(k, 0, 64), v -> {});
        all.add("later tiles that nobody takes", 20, 150, full, q -> one(q), k -> none(k, 60, 150), v -> {});
        all.add("no key to take", 20, 150, full, q -> one(q), k -> none(k, 0, 150), v -> {});
        all.add("a score that is infinite", 20, 150, full, q -> one(q), k -> k[99 * HEAD_SIZE] = 1.0 / 0, v -> {});
        // float32 rounds scores of a hundred by 1e-5, and so their exponentials
        all.tolerance = 1e-4;
        all.add("large scores", 70, 70, new Band(0, true, Band.UNLIMITED), q -> times(q, 40), k -> {}, v -> {});
        all.tolerance = ROUNDING;
        // queries so far on that the window holds no key
        all.add("queries that see nothing", 40, 50, new Band(30, false, 9), q -> {}, k -> {}, v -> {});
        all.add("queries before all keys", 30, 20, new Band(-9, true, Band.UNLIMITED), q -> {}, k -> {}, v -> {});
        all.nothing();
        return all.cases;
    }

    /** Changes random numbers. */
    private interface Change {
        void apply(double[] values);
    }

    private static void one(double[] rows) {
        for (int i = 0; i < rows.length; i += HEAD_SIZE) {
            rows[i] = 1;
        }
    }

    private static void none(double[] keys, int from, int to) {
        for (int i = from; i < to; i++) {
            keys[i * HEAD_SIZE] = Double.NEGATIVE_INFINITY;
        }
    }

    private static void times(double[] values, double factor) {
        Arrays.setAll(values, i -> factor * values[i]);
    }

    private static double[] random(int size, long seed) {
        Random random = new Random(seed);
        double[] values = new double[size];
        Arrays.setAll(values, i -> (float) (2 * random.nextDouble() - 1));
        return values;
    }

    private static Buffer buffer(Backend b, double[] values) {
        Buffer buffer = b.allocate(values.length);
        b.write(buffer, values);
        return buffer;
    }

    private void add(String name, int queries, int keys, Band band, Change toQ, Change toK, Change toV) {
        AttentionPlan plan = new AttentionPlan(
                1, 1, HEAD_SIZE, 0.3, List.of(new Block(0, queries, 0, keys, band, 0, 0)), queries, keys);
        double[] q = random(queries * HEAD_SIZE, 1);
        double[] k = random(keys * HEAD_SIZE, 2);
        double[] v = random(keys * HEAD_SIZE, 3);
        toQ.apply(q);
        toK.apply(k);
        toV.apply(v);
        cases.add(new KernelCase("attention, " + name, tolerance, b -> {
            Buffer y = b.allocate(q.length);
            Kernels.attention(b).attention(y, buffer(b, q), buffer(b, k), buffer(b, v), plan);
            return read(b, List.of(y));
        }));
        boolean finite = Arrays.stream(q).allMatch(Double::isFinite)
                && Arrays.stream(k).allMatch(Double::isFinite)
                && Arrays.stream(v).allMatch(Double::isFinite);
        if (finite) {
            cases.add(new KernelCase("attention backwards, " + name, tolerance, b -> backward(b, plan, q, k, v)));
        }
    }

    private static double[] backward(Backend b, AttentionPlan plan, double[] q, double[] k, double[] v) {
        Buffer gq = b.allocate(q.length);
        Buffer gk = b.allocate(k.length);
        Buffer gv = b.allocate(v.length);
        Buffer relevance = b.allocate(plan.gradientRows());
        Buffer g = buffer(b, random(q.length, 4));
        Kernels.attention(b)
                .attentionGradient(gq, gk, gv, relevance, g, buffer(b, q), buffer(b, k), buffer(b, v), plan);
        return read(b, List.of(gq, gk, gv, relevance));
    }

    private void nothing() {
        AttentionPlan empty = new AttentionPlan(2, 1, HEAD_SIZE, 1, List.of(), 3, 5);
        cases.add(new KernelCase("attention of no blocks", 0, b -> {
            double[] numbers = random(3 * 2 * HEAD_SIZE, 5);
            Buffer y = buffer(b, numbers);
            Buffer gk = b.allocate(5 * HEAD_SIZE);
            Buffer relevance = b.allocate(3);
            Buffer keys = buffer(b, random(5 * HEAD_SIZE, 6));
            Kernels.attention(b).attention(y, y, keys, keys, empty);
            Kernels.attention(b).attentionGradient(null, gk, null, relevance, y, y, keys, keys, empty);
            return read(b, List.of(y, gk, relevance));
        }));
        Band full = new Band(0, false, Band.UNLIMITED);
        AttentionPlan keyless = new AttentionPlan(2, 1, HEAD_SIZE, 1, List.of(new Block(0, 3, 0, 0, full, 0, 0)), 3, 5);
        cases.add(new KernelCase("attention of no keys", 0, b -> {
            Buffer q = buffer(b, random(3 * 2 * HEAD_SIZE, 7));
            Buffer keys = buffer(b, random(5 * HEAD_SIZE, 8));
            Buffer y = b.allocate(3 * 2 * HEAD_SIZE);
            Kernels.attention(b).attention(y, q, keys, keys, keyless);
            return read(b, List.of(y));
        }));
    }

    private static double[] read(Backend b, List<Buffer> buffers) {
        return buffers.stream()
                .flatMapToDouble(buffer -> {
                    double[] values = new double[Math.toIntExact(buffer.size())];
                    b.read(buffer, 0, values);
                    return Arrays.stream(values);
                })
                .toArray();
    }
}
