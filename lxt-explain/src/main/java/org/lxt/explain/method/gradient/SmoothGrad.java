// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.Slope;

/**
 * The gradient, averaged over inputs with noise, times the input without.
 *
 * @param inner what stands for the gradient
 * @param samples how many noisy inputs
 * @param noise what is added
 * @see <a href="https://arxiv.org/abs/1706.03825">SmoothGrad: removing noise by adding noise</a>
 */
public record SmoothGrad(Propagation inner, int samples, Noise noise) implements Method {
    /** Checks that there are samples. */
    public SmoothGrad {
        if (samples < 1) {
            throw new IllegalArgumentException("SmoothGrad needs at least 1 sample, not " + samples);
        }
    }

    @Override
    public String name() {
        String of = inner.equals(Propagation.GRADIENT) ? "" : " of " + inner.name();
        return "smoothgrad(" + samples + ", " + noise + ")" + of;
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Asked> asked = passes.ask(questions);
        List<Point> points = new ArrayList<>();
        for (Asked a : asked) {
            for (int s = 0; s < samples; s++) {
                double[] values = noise.of(s, a.input().length);
                for (int i = 0; i < values.length; i++) {
                    values[i] += a.input()[i];
                }
                points.add(new Point(a.question(), values));
            }
        }
        List<Slope> slopes = passes.slopes(inner, points);
        List<Relevance> result = new ArrayList<>();
        for (int q = 0; q < asked.size(); q++) {
            double[] features = new double[asked.get(q).input().length];
            for (Slope slope : slopes.subList(q * samples, (q + 1) * samples)) {
                double[] gradient = slope.gradient();
                Arrays.setAll(features, i -> features[i] + gradient[i]);
            }
            double[] input = asked.get(q).input();
            Arrays.setAll(features, i -> features[i] / samples * input[i]);
            result.add(Relevance.of(asked.get(q).value(), features));
        }
        return result;
    }
}
