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
            values[s] = value(seed);
            byOutput.computeIfAbsent(seed.output(), t -> new ArrayList<>()).add(s);
        }
        byOutput.forEach((output, indices) -> start(pass, output, seeds, indices));
        return values;
    }

    private static void start(BackwardPass pass, Tensor output, List<Seed> seeds, List<Integer> indices) {
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
        int columns = output.columns();
        if (rows.stream().allMatch(SeedRow::isSingle)) {
            int[] hot = rows.stream().mapToInt(r -> r.single().getKey()).toArray();
            double[] weights =
                    rows.stream().mapToDouble(r -> r.single().getValue()).toArray();
            pass.start(node, new Gradient(map, columns, new Gradient.OneHot(hot, weights)));
            return;
        }
        Gradient g = pass.create(map, columns);
        fill(g, output, rows, pass.backend());
        pass.start(node, g);
    }

    /** One row after the other, for the vocabulary may be large and the rows many. */
    private static void fill(Gradient g, Tensor output, List<SeedRow> rows, Backend backend) {
        int columns = g.columns();
        double[] numbers = new double[columns];
        for (int i = 0; i < rows.size(); i++) {
            SeedRow row = rows.get(i);
            backend.read(output.buffer(), (long) row.row() * columns, numbers);
            MemorySegment weights = MemorySegment.ofArray(row.weights(numbers));
            backend.write(g.buffer(), (long) i * columns, weights, DType.F64);
        }
    }

    private static double value(Seed seed) {
        Tensor output = seed.output();
        double[] numbers = new double[output.columns()];
        double sum = 0;
        for (SeedRow row : seed.rows()) {
            output.scope().backend().read(output.buffer(), (long) row.row() * numbers.length, numbers);
            double[] weights = row.weights(numbers);
            for (int c = 0; c < numbers.length; c++) {
                sum += numbers[c] * weights[c];
            }
        }
        return sum;
    }
}
