// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.ScoreFunction;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.kernel.ScoreTable.Rows;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.Kernels;

/**
 * Attention with score functions, tables and sinks, over more queries and keys than one tile holds, and over single queries;
 * each combination of what there is with what is wanted that takes a way of its own.
 */
public final class ScoreKernelCases {
    private static final double ROUNDING = 1e-5;
    private static final int HEADS = 4;
    private static final int KEY_HEADS = 2;
    private static final int BUCKETS = 9;

    private final List<KernelCase> cases = new ArrayList<>();

    private ScoreKernelCases() {}

    /** All of them. */
    public static List<KernelCase> all() {
        ScoreKernelCases all = new ScoreKernelCases();
        Band causal = new Band(0, true, Band.UNLIMITED);
        Band both = new Band(0, false, Band.UNLIMITED);
        List<Block> square = List.of(new Block(0, 90, 0, 90, causal, 0, 0));
        List<Block> packed = List.of(
                new Block(0, 70, 0, 70, both, 0, 0),
                new Block(70, 3, 70, 3, both, 70, 70),
                new Block(73, 40, 73, 60, new Band(20, false, 17), 113, 73));
        List<Block> seeds = List.of(
                new Block(0, 50, 0, 50, causal, 0, 0), new Block(10, 30, 0, 40, new Band(10, true, 12), 50, 50));
        List<Block> single = List.of(
                new Block(0, 1, 3, 65, new Band(64, true, Band.UNLIMITED), 0, 3),
                new Block(1, 2, 70, 50, new Band(48, true, 20), 1, 70));
        for (List<Block> blocks : List.of(square, packed, seeds, single)) {
            String name = blocks.size() + " blocks, ";
            all.add(name + "capped", blocks, 24, 1.5, List.of(), false);
            all.add(name + "sinks", blocks, 24, ScoreFunction.UNCAPPED, List.of(), true);
            all.add(name + "shared", blocks, 24, ScoreFunction.UNCAPPED, List.of(Rows.SHARED), false);
            List<Rows> tables = List.of(Rows.KEY, Rows.QUERY, Rows.SHARED, Rows.QUERY);
            all.add(name + "all", blocks, 24, 2, tables, true);
        }
        all.add("wide heads, all", seeds, 260, 2, List.of(Rows.QUERY, Rows.KEY), true);
        return all.cases;
    }

    private void add(String name, List<Block> blocks, int size, double cap, List<Rows> tables, boolean sinks) {
        Attended of = new Attended(blocks, size, cap, tables, sinks, name.hashCode());
        if (blocks.stream().allMatch(b -> b.gradientRow() == b.queryRow())) {
            cases.add(new KernelCase("attention, " + name, ROUNDING, of::forward));
        }
        for (int wanted = 1; wanted < 16; wanted++) {
            int which = wanted;
            if (wanted < 8 || tables.size() > 1) {
                cases.add(new KernelCase(
                        "attentionGradient " + wanted + ", " + name, ROUNDING, b -> of.backward(b, which)));
            }
        }
    }

    private record Attended(List<Block> blocks, int size, double cap, List<Rows> tables, boolean sinks, long seed) {
        private int queryRows() {
            return blocks.stream()
                    .mapToInt(b -> b.queryRow() + b.queries())
                    .max()
                    .orElseThrow();
        }

        private int keyRows() {
            return blocks.stream().mapToInt(b -> b.keyRow() + b.keys()).max().orElseThrow();
        }

        private int gradientRows() {
            return blocks.stream()
                    .mapToInt(b -> b.gradientRow() + b.queries())
                    .max()
                    .orElseThrow();
        }

        private int gradientKeys() {
            return blocks.stream()
                    .mapToInt(b -> b.gradientKey() + b.keys())
                    .max()
                    .orElseThrow();
        }

        private AttentionPlan plan(Backend b, Inputs in, boolean gradients, List<Buffer> tableGradients) {
            int longest = blocks.stream()
                    .mapToInt(block -> Math.max(block.keys(), block.band().firstPosition() + block.queries()))
                    .max()
                    .orElseThrow();
            int[] bucketOf = new int[2 * longest - 1];
            for (int i = 0; i < bucketOf.length; i++) {
                bucketOf[i] = Math.clamp((i - longest + 1) / 3, -4, 4) + 4;
            }
            List<ScoreTable> all = new ArrayList<>();
            for (Rows rows : tables) {
                int count = switch (rows) {
                    case SHARED -> 1;
                    case QUERY -> queryRows();
                    case KEY -> keyRows();
                };
                Buffer gradient = null;
                if (gradients && rows != Rows.SHARED) {
                    gradient = Inputs.rubbish(b, gradientSize(rows));
                    tableGradients.add(gradient);
                }
                Buffer values = in.buffer(b, count * HEADS * BUCKETS);
                all.add(new ScoreTable(values, gradient, rows, BUCKETS, bucketOf));
            }
            return new AttentionPlan(
                    HEADS,
                    KEY_HEADS,
                    size,
                    new ScoreFunction(1 / Math.sqrt(size), cap),
                    all,
                    sinks ? in.buffer(b, HEADS) : null,
                    blocks,
                    gradientRows(),
                    gradientKeys());
        }

        private int gradientSize(Rows rows) {
            return (rows == Rows.KEY ? gradientKeys() : gradientRows()) * HEADS * BUCKETS;
        }

        double[] forward(Backend b) {
            Inputs in = new Inputs(seed);
            Buffer q = in.buffer(b, in.uniform(queryRows() * HEADS * size, -2, 2));
            Buffer k = in.buffer(b, in.uniform(keyRows() * KEY_HEADS * size, -2, 2));
            Buffer v = in.buffer(b, keyRows() * KEY_HEADS * size);
            Buffer y = in.buffer(b, queryRows() * HEADS * size);
            Kernels.attention(b).attention(y, q, k, v, plan(b, in, false, List.of()));
            return Inputs.read(b, y, queryRows() * HEADS * size);
        }

        double[] backward(Backend b, int wanted) {
            Inputs in = new Inputs(seed);
            Buffer q = in.buffer(b, in.uniform(queryRows() * HEADS * size, -2, 2));
            Buffer k = in.buffer(b, in.uniform(keyRows() * KEY_HEADS * size, -2, 2));
            Buffer v = in.buffer(b, keyRows() * KEY_HEADS * size);
            Buffer g = in.buffer(b, gradientRows() * HEADS * size);
            int ofQueries = gradientRows() * HEADS * size;
            int ofKeys = gradientKeys() * KEY_HEADS * size;
            Buffer gq = (wanted & 1) == 0 ? null : Inputs.rubbish(b, ofQueries);
            Buffer gk = (wanted & 2) == 0 ? null : Inputs.rubbish(b, ofKeys);
            Buffer gv = (wanted & 4) == 0 ? null : Inputs.rubbish(b, ofKeys);
            boolean ofTables = (wanted & 8) != 0;
            List<Buffer> tableGradients = new ArrayList<>();
            AttentionPlan plan = plan(b, in, ofTables, tableGradients);
            boolean scores = gq != null || gk != null || ofTables;
            Buffer relevance = scores ? Inputs.rubbish(b, 4 * gradientRows()) : null;
            Kernels.attention(b).attentionGradient(gq, gk, gv, relevance, g, q, k, v, plan);
            List<double[]> results = new ArrayList<>();
            read(b, gq, ofQueries, results);
            read(b, gk, ofKeys, results);
            read(b, gv, ofKeys, results);
            read(b, relevance, 4 * gradientRows(), results);
            int next = 0;
            for (Rows rows : tables) {
                if (ofTables && rows != Rows.SHARED) {
                    read(b, tableGradients.get(next++), gradientSize(rows), results);
                }
            }
            return results.stream().flatMapToDouble(Arrays::stream).toArray();
        }

        private static void read(Backend b, @Nullable Buffer buffer, int count, List<double[]> to) {
            if (buffer != null) {
                to.add(Inputs.read(b, buffer, count));
            }
        }
    }
}
