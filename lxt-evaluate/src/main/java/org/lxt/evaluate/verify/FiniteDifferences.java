// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;

/**
 * Compares the gradient with central differences along directions at random: for one call alone. In float32 a step can be too
 * small as well as too large, so several are tried and the best is taken.
 */
final class FiniteDifferences implements Method {
    private static final int DIRECTIONS = 4;
    private static final int STEPS = 10;
    private static final double LARGEST_STEP = 0.1;

    private double error;

    @Override
    public String name() {
        return "finite differences";
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        Asked asked = passes.ask(questions).getFirst();
        double[] at = asked.input();
        double[] gradient = passes.slopes(Propagation.GRADIENT, List.of(new Point(asked.question(), at)))
                .getFirst()
                .gradient();
        double size = Math.sqrt(Arrays.stream(at).map(v -> v * v).sum() / at.length);
        double slope = Math.sqrt(Arrays.stream(gradient).map(v -> v * v).sum());
        Random random = new Random(7);
        for (int d = 0; d < DIRECTIONS; d++) {
            double[] direction = new double[at.length];
            Arrays.setAll(direction, i -> random.nextGaussian());
            List<Point> points = new ArrayList<>();
            for (int s = 0; s < STEPS; s++) {
                points.add(moved(asked, direction, step(s, size)));
                points.add(moved(asked, direction, -step(s, size)));
            }
            double[] values = passes.values(points);
            double along = 0;
            for (int i = 0; i < at.length; i++) {
                along += gradient[i] * direction[i];
            }
            double best = Double.POSITIVE_INFINITY;
            for (int s = 0; s < STEPS; s++) {
                double difference = (values[2 * s] - values[2 * s + 1]) / (2 * step(s, size));
                best = Math.min(best, Math.abs(difference - along));
            }
            error = Math.max(error, best / slope);
        }
        return List.of(Relevance.of(asked.value(), new double[at.length]));
    }

    private static double step(int number, double size) {
        return LARGEST_STEP * size * Math.pow(0.25, number);
    }

    private static Point moved(Asked asked, double[] direction, double by) {
        double[] values = asked.input().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += by * direction[i];
        }
        return new Point(asked.question(), values);
    }

    /** The largest difference, relative to the length of the gradient; a slope along a direction at random is about as large. */
    double error() {
        return error;
    }
}
