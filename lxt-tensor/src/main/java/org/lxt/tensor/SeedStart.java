package org.lxt.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        indices.forEach(s -> segments.add(new RowMap.Segment(s, seeds.get(s).row(), 1)));
        RowMap map = RowMap.covering(segments);
        Node node = java.util.Objects.requireNonNull(output.node());
        int columns = output.columns();
        if (indices.stream().allMatch(s -> seeds.get(s).isSingle())) {
            int[] hot = indices.stream()
                    .mapToInt(s -> seeds.get(s).single().getKey())
                    .toArray();
            double[] weights = indices.stream()
                    .mapToDouble(s -> seeds.get(s).single().getValue())
                    .toArray();
            pass.start(node, new Gradient(map, columns, new Gradient.OneHot(hot, weights)));
            return;
        }
        double[] values = new double[indices.size() * columns];
        for (int i = 0; i < indices.size(); i++) {
            seeds.get(indices.get(i)).fill(values, i * columns);
        }
        Gradient g = pass.create(map, columns);
        pass.backend().write(g.buffer(), values);
        pass.start(node, g);
    }

    private static double value(Seed seed) {
        Tensor output = seed.output();
        double[] row = new double[output.columns()];
        output.scope().backend().read(output.buffer(), (long) seed.row() * row.length, row);
        double[] weights = new double[row.length];
        seed.fill(weights, 0);
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            sum += row[c] * weights[c];
        }
        return sum;
    }
}
