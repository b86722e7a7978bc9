// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.rows.RowMap;

/** Puts the gradients that a backward pass starts with at the outputs the seeds stand on. */
final class SeedStart {
    private SeedStart() {}

    /** Starts the pass and returns the value of each seed. */
    static double[] into(BackwardPass pass, List<Seed> seeds) {
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("a backward pass needs at least one seed");
        }
        double[] values = new double[seeds.size()];
        Map<Tensor, List<Integer>> byOutput = new LinkedHashMap<>();
        for (int s = 0; s < seeds.size(); s++) {
            Seed seed = seeds.get(s);
            if (seed.output().node() == null) {
                throw new IllegalArgumentException("seed " + s + " stands on a tensor that no watched tensor leads to");
            }
            if (seed.output().scope() != pass.scope()) {
                throw new IllegalArgumentException("seed " + s + " stands on a tensor of another scope");
            }
            byOutput.computeIfAbsent(seed.output(), t -> new ArrayList<>()).add(s);
        }
        byOutput.forEach((output, indices) -> start(pass, output, seeds, indices, values));
        return values;
    }

    private static void start(
            BackwardPass pass, Tensor output, List<Seed> seeds, List<Integer> indices, double[] values) {
        List<RowMap.Segment> segments = new ArrayList<>();
        // In the order of the map: by seed, then by row.
        List<SeedRow> rows = new ArrayList<>();
        for (int s : indices) {
            for (SeedRow row : seeds.get(s).rows()) {
                segments.add(new RowMap.Segment(s, row.row(), 1));
                rows.add(row);
            }
        }
        RowMap map = RowMap.covering(segments);
        Node node = Objects.requireNonNull(output.node());
        boolean areSingle = rows.stream().allMatch(SeedRow::isSingle);
        pass.start(node, areSingle ? oneHot(pass, map, output, rows, values) : dense(pass, map, output, rows, values));
    }

    private static Gradient oneHot(BackwardPass pass, RowMap map, Tensor output, List<SeedRow> rows, double[] values) {
        int columns = output.columns();
        int[] seedOf = map.seeds();
        int[] hot = new int[rows.size()];
        double[] weights = new double[rows.size()];
        double[] number = new double[1];
        for (int i = 0; i < hot.length; i++) {
            hot[i] = rows.get(i).single().getKey();
            weights[i] = rows.get(i).single().getValue();
            pass.backend().read(output.buffer(), (long) rows.get(i).row() * columns + hot[i], number);
            values[seedOf[i]] += weights[i] * number[0];
        }
        return new Gradient(map, columns, new Gradient.OneHot(hot, weights));
    }

    /** One row after the other, each read once, for the vocabulary may be large and the rows many. */
    private static Gradient dense(BackwardPass pass, RowMap map, Tensor output, List<SeedRow> rows, double[] values) {
        Backend backend = pass.backend();
        int columns = output.columns();
        int[] seedOf = map.seeds();
        Gradient g = pass.create(map, columns);
        double[] numbers = new double[columns];
        for (int i = 0; i < rows.size(); i++) {
            SeedRow row = rows.get(i);
            backend.read(output.buffer(), (long) row.row() * columns, numbers);
            double[] weights = row.weights(numbers);
            double value = 0;
            for (int c = 0; c < columns; c++) {
                value += numbers[c] * weights[c];
            }
            values[seedOf[i]] += value;
            backend.write(g.buffer(), (long) i * columns, MemorySegment.ofArray(weights), DType.F64);
        }
        return g;
    }
}
