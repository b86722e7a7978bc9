// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.Kernels;

/**
 * Attention of more queries, keys and dimensions than one tile holds, packed sequences, windows, groups of heads, and
 * several blocks that add to the same gradient rows.
 */
public final class AttentionKernelCases {
    private static final double ROUNDING = 3e-6;

    private final List<KernelCase> cases = new ArrayList<>();

    private AttentionKernelCases() {}

    public static List<KernelCase> all() {
        AttentionKernelCases all = new AttentionKernelCases();
        Band causal = new Band(0, true, Band.UNLIMITED);
        all.add("causal", plan(4, 2, 64, block(0, 100, 0, 100, causal)));
        all.add("one query", plan(3, 1, 20, block(0, 1, 0, 77, new Band(76, true, Band.UNLIMITED))));
        all.add(
                "single queries",
                plan(
                        4,
                        2,
                        100,
                        block(0, 1, 3, 65, new Band(64, true, Band.UNLIMITED)),
                        block(1, 2, 70, 50, new Band(48, true, 20)),
                        block(3, 1, 121, 1, new Band(0, true, Band.UNLIMITED))));
        all.add("one query of wide heads", plan(2, 1, 200, block(0, 1, 0, 33, new Band(32, true, 30))));
        all.add("both ways", plan(2, 2, 33, block(0, 70, 0, 70, new Band(0, false, Band.UNLIMITED))));
        all.add("window", plan(2, 1, 12, block(0, 97, 0, 97, new Band(0, true, 30))));
        all.add("window both ways", plan(2, 1, 12, block(0, 97, 0, 97, new Band(0, false, 30))));
        all.add("window both ways", plan(1, 1, 7, block(0, 50, 0, 50, new Band(0, false, 9))));
        all.add("queries at the end", plan(2, 1, 16, block(0, 40, 5, 90, new Band(50, true, 60))));
        all.add(
                "packed sequences",
                plan(
                        2,
                        1,
                        24,
                        block(0, 33, 0, 33, causal),
                        block(33, 5, 33, 5, causal),
                        block(38, 64, 38, 64, causal)));
        // two seeds: the second has gradient rows of its own for the same queries and keys
        all.add(
                "two seeds",
                plan(
                        4,
                        2,
                        48,
                        new Block(0, 50, 0, 50, causal, 0, 0),
                        new Block(10, 30, 0, 40, new Band(10, true, Band.UNLIMITED), 50, 50)));
        // runs of queries of one seed, whose keys overlap
        all.add(
                "overlapping keys",
                plan(
                        2,
                        1,
                        40,
                        new Block(3, 1, 0, 4, new Band(3, true, Band.UNLIMITED), 0, 0),
                        new Block(20, 15, 0, 35, new Band(20, true, Band.UNLIMITED), 1, 0),
                        new Block(60, 2, 20, 42, new Band(40, true, 41), 16, 20)));
        all.add("wide heads", plan(1, 1, 260, block(0, 20, 0, 20, causal)));
        return all.cases;
    }

    /** Few enough that an interpreter gets through them. */
    static List<KernelCase> small() {
        AttentionKernelCases small = new AttentionKernelCases();
        small.add("small", plan(2, 1, 7, block(0, 35, 0, 35, new Band(0, true, 20))));
        return small.cases;
    }

    private static Block block(int queryRow, int queries, int keyRow, int keys, Band band) {
        return new Block(queryRow, queries, keyRow, keys, band, queryRow, keyRow);
    }

    private static AttentionPlan plan(int heads, int keyValueHeads, int headSize, Block... blocks) {
        int gradientRows = 0;
        int gradientKeys = 0;
        for (Block block : blocks) {
            gradientRows = Math.max(gradientRows, block.gradientRow() + block.queries());
            gradientKeys = Math.max(gradientKeys, block.gradientKey() + block.keys());
        }
        double scale = 1 / Math.sqrt(headSize);
        return new AttentionPlan(heads, keyValueHeads, headSize, scale, List.of(blocks), gradientRows, gradientKeys);
    }

    private void add(String name, AttentionPlan plan) {
        int queryRows = 0;
        int keyRows = 0;
        boolean forward = true;
        for (Block block : plan.blocks()) {
            queryRows = Math.max(queryRows, block.queryRow() + block.queries());
            keyRows = Math.max(keyRows, block.keyRow() + block.keys());
            forward &= block.gradientRow() == block.queryRow();
        }
        long seed = new Random(name.hashCode()).nextLong();
        Sizes sizes = new Sizes(queryRows, keyRows);
        if (forward) {
            cases.add(new KernelCase("attention, " + name, ROUNDING, b -> forward(b, plan, sizes, seed)));
        }
        for (int wanted = 1; wanted < 8; wanted++) {
            boolean gq = (wanted & 1) != 0;
            boolean gk = (wanted & 2) != 0;
            boolean gv = (wanted & 4) != 0;
            String of = (gq ? " q" : "") + (gk ? " k" : "") + (gv ? " v" : "");
            cases.add(new KernelCase(
                    "attentionGradient of" + of + ", " + name,
                    ROUNDING,
                    b -> backward(b, plan, sizes, seed, gq, gk, gv)));
        }
    }

    private record Sizes(int queryRows, int keyRows) {}

    private static double[] forward(Backend b, AttentionPlan plan, Sizes sizes, long seed) {
        Inputs in = new Inputs(seed);
        int width = plan.heads() * plan.headSize();
        int keyWidth = plan.keyValueHeads() * plan.headSize();
        Buffer q = in.buffer(b, in.uniform(sizes.queryRows() * width, -2, 2));
        Buffer k = in.buffer(b, in.uniform(sizes.keyRows() * keyWidth, -2, 2));
        Buffer v = in.buffer(b, sizes.keyRows() * keyWidth);
        // rows that no block has stay as they are
        Buffer y = in.buffer(b, sizes.queryRows() * width);
        Kernels.attention(b).attention(y, q, k, v, plan);
        return Inputs.read(b, y, sizes.queryRows() * width);
    }

    private static double[] backward(
            Backend b, AttentionPlan plan, Sizes sizes, long seed, boolean wantQ, boolean wantK, boolean wantV) {
        Inputs in = new Inputs(seed);
        int width = plan.heads() * plan.headSize();
        int keyWidth = plan.keyValueHeads() * plan.headSize();
        Buffer q = in.buffer(b, in.uniform(sizes.queryRows() * width, -2, 2));
        Buffer k = in.buffer(b, in.uniform(sizes.keyRows() * keyWidth, -2, 2));
        Buffer v = in.buffer(b, sizes.keyRows() * keyWidth);
        Buffer g = in.buffer(b, plan.gradientRows() * width);
        Buffer gq = wantQ ? Inputs.rubbish(b, plan.gradientRows() * width) : null;
        Buffer gk = wantK ? Inputs.rubbish(b, plan.gradientKeys() * keyWidth) : null;
        Buffer gv = wantV ? Inputs.rubbish(b, plan.gradientKeys() * keyWidth) : null;
        Buffer relevance = wantQ || wantK ? Inputs.rubbish(b, plan.gradientRows()) : null;
        Kernels.attention(b).attentionGradient(gq, gk, gv, relevance, g, q, k, v, plan);
        List<double[]> results = new ArrayList<>();
        if (gq != null) {
            results.add(Inputs.read(b, gq, plan.gradientRows() * width));
        }
        if (gk != null) {
            results.add(Inputs.read(b, gk, plan.gradientKeys() * keyWidth));
        }
        if (gv != null) {
            results.add(Inputs.read(b, gv, plan.gradientKeys() * keyWidth));
        }
        if (relevance != null) {
            results.add(Inputs.read(b, relevance, plan.gradientRows()));
        }
        return results.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }
}
