// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.RowMap;

/** Cuts attention over packed rows into blocks of queries of one sequence and the keys that they see. */
final class AttentionBlocks {
    private final AttentionShape shape;
    private final ScoreTerms terms;
    private final PackedRows queryRows;
    private final PackedRows keyRows;

    AttentionBlocks(AttentionShape shape, ScoreTerms terms, PackedRows queryRows, PackedRows keyRows) {
        this.shape = shape;
        this.terms = terms;
        this.queryRows = queryRows;
        this.keyRows = keyRows;
    }

    AttentionPlan forward() {
        List<Block> blocks = new ArrayList<>();
        int row = 0;
        for (PackedRows.Run run : queryRows.runs()) {
            blocks.add(block(run.sequence(), run.firstPosition(), run.count(), row, row));
            row += run.count();
        }
        return plan(blocks, bias -> null, queryRows.size(), 0);
    }

    /** The rows of k and v that get a gradient when the queries in {@code map} have one. */
    RowMap keyMap(RowMap map) {
        List<RowMap.Segment> segments = new ArrayList<>();
        forEachRun(map, (seed, run, queryRow, gradientRow) -> {
            Block block = block(run.sequence(), run.firstPosition(), run.count(), queryRow, gradientRow);
            segments.add(new RowMap.Segment(seed, block.keyRow(), block.keys()));
        });
        return RowMap.covering(segments);
    }

    /** The plan of a backward pass; the function gives the place for the gradient of a bias, if it is wanted. */
    AttentionPlan backward(RowMap map, RowMap keyMap, Function<ScoreBias, @Nullable Buffer> gradients) {
        List<Block> blocks = new ArrayList<>();
        forEachRun(map, (seed, run, queryRow, gradientRow) -> {
            Block b = block(run.sequence(), run.firstPosition(), run.count(), queryRow, gradientRow);
            int gradientKey = keyMap.positionOf(seed, b.keyRow());
            blocks.add(new Block(b.queryRow(), b.queries(), b.keyRow(), b.keys(), b.band(), gradientRow, gradientKey));
        });
        return plan(blocks, gradients, map.size(), keyMap.size());
    }

    private AttentionPlan plan(
            List<Block> blocks, Function<ScoreBias, @Nullable Buffer> gradients, int gradientRows, int gradientKeys) {
        List<ScoreTable> tables = new ArrayList<>();
        for (ScoreBias bias : terms.biases()) {
            int[] bucketOf = bias.buckets(longest(blocks));
            tables.add(new ScoreTable(
                    bias.table().buffer(), gradients.apply(bias), bias.rows(), bias.buckets(), bucketOf));
        }
        return new AttentionPlan(
                shape.heads(),
                shape.keyValueHeads(),
                shape.headSize(),
                shape.score(),
                List.copyOf(tables),
                terms.sinks() == null ? null : terms.sinks().buffer(),
                List.copyOf(blocks),
                gradientRows,
                gradientKeys);
    }

    /** One more than the largest distance of a query from a key. */
    private static int longest(List<Block> blocks) {
        int longest = 1;
        for (Block block : blocks) {
            longest = Math.max(longest, Math.max(block.keys(), block.band().firstPosition() + block.queries()));
        }
        return longest;
    }

    /** Queries at {@code first .. first + count} of a sequence, with the keys that any of them sees. */
    private Block block(int sequence, int first, int count, int queryRow, int gradientRow) {
        int length = endOf(sequence);
        if (first + count > length) {
            throw new IllegalArgumentException("attention: a query at position " + (first + count - 1) + " of sequence "
                    + sequence + ", whose keys end at position " + length);
        }
        int reach = shape.causal() ? 1 : shape.window();
        int lastKey = reach == Band.UNLIMITED ? length : (int) Math.min(length, (long) first + count - 1 + reach);
        int firstKey = shape.window() == Band.UNLIMITED ? 0 : Math.max(0, first - shape.window() + 1);
        Band band = new Band(first - firstKey, shape.causal(), shape.window());
        int keyRow = keyRows.indexOf(sequence, firstKey);
        return new Block(queryRow, count, keyRow, lastKey - firstKey, band, gradientRow, 0);
    }

    private int endOf(int sequence) {
        for (PackedRows.Run run : keyRows.runs()) {
            if (run.sequence() == sequence) {
                return run.firstPosition() + run.count();
            }
        }
        throw new IllegalArgumentException("attention: sequence " + sequence + " has no keys");
    }

    private interface RunAction {
        void accept(int seed, PackedRows.Run run, int queryRow, int gradientRow);
    }

    /** Splits each segment of gradient rows at the runs of the query rows. */
    private void forEachRun(RowMap map, RunAction action) {
        int gradientRow = 0;
        for (RowMap.Segment segment : map.segments()) {
            int row = 0;
            for (PackedRows.Run run : queryRows.runs()) {
                int from = Math.max(segment.firstRow(), row);
                int to = Math.min(segment.firstRow() + segment.count(), row + run.count());
                if (from < to) {
                    PackedRows.Run part =
                            new PackedRows.Run(run.sequence(), run.firstPosition() + from - row, to - from);
                    action.accept(segment.seed(), part, from, gradientRow + from - segment.firstRow());
                }
                row += run.count();
            }
            gradientRow += segment.count();
        }
    }
}
