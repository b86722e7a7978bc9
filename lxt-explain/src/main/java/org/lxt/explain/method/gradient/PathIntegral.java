// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.Slope;
import org.lxt.explain.method.occlusion.Baseline;

/**
 * Integrated gradients: the gradient, averaged along the straight line from a baseline to the input, times their difference.
 * Under the rules of LRP in place of the plain gradient it is the same average of theirs.
 *
 * <p>The relevance adds up to the difference of the explained value between the two, up to the error of the quadrature, if
 * {@code inner} is the plain gradient.
 *
 * @param inner what stands for the gradient
 * @param from where the line begins
 * @param quadrature which points of it are looked at
 * @param points how many
 * @see <a href="https://arxiv.org/abs/1703.01365">Axiomatic Attribution for Deep Networks</a>
 */
public record PathIntegral(Propagation inner, Baseline from, Quadrature quadrature, int points) implements Method {
    /** Checks that there are points. */
    public PathIntegral {
        if (points < 1) {
            throw new IllegalArgumentException("a path needs at least 1 point, not " + points);
        }
        quadrature.of(points);
    }

    /** Integrated gradients from zero by the quadrature of Gauss and Legendre. */
    public static PathIntegral of(int points) {
        return new PathIntegral(Propagation.GRADIENT, Baseline.ZERO, Quadrature.GAUSS_LEGENDRE, points);
    }

    @Override
    public String name() {
        String of = inner.equals(Propagation.GRADIENT) ? "" : " of " + inner.name();
        return "integrated-gradients(" + points + ", " + quadrature + ", " + from + ")" + of;
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        Quadrature.Rule rule = quadrature.of(points);
        List<Asked> asked = passes.ask(questions);
        List<double[]> starts = new ArrayList<>();
        List<Point> all = new ArrayList<>();
        List<Point> ends = new ArrayList<>();
        for (Asked a : asked) {
            double[] start = from.of(a);
            starts.add(start);
            ends.add(new Point(a.question(), start));
            for (double place : rule.places()) {
                all.add(new Point(a.question(), between(start, a.input(), place)));
            }
        }
        double[] atStart = passes.values(ends);
        List<Slope> slopes = passes.slopes(inner, all);
        List<Relevance> result = new ArrayList<>();
        for (int q = 0; q < asked.size(); q++) {
            List<Slope> own = slopes.subList(q * points, (q + 1) * points);
            double[] features = features(asked.get(q).input(), starts.get(q), own, rule.weights());
            result.add(Relevance.of(asked.get(q).value(), features, atStart[q]));
        }
        return result;
    }

    private static double[] between(double[] start, double[] end, double place) {
        double[] values = new double[start.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = start[i] + place * (end[i] - start[i]);
        }
        return values;
    }

    private static double[] features(double[] input, double[] start, List<Slope> slopes, double[] weights) {
        double[] features = new double[input.length];
        for (int p = 0; p < weights.length; p++) {
            double[] gradient = slopes.get(p).gradient();
            for (int i = 0; i < features.length; i++) {
                features[i] += weights[p] * gradient[i];
            }
        }
        for (int i = 0; i < features.length; i++) {
            features[i] *= input[i] - start[i];
        }
        return features;
    }
}
