// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.occlusion;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.spi.InputKind;

/**
 * How much the explained value falls when a part of the input is replaced by a baseline, by forward passes alone. The
 * difference is shared equally among the features of the part; a feature of several parts has the mean of its shares.
 *
 * @param baseline what stands in the place of what is left out
 * @param windows which parts
 * @see <a href="https://arxiv.org/abs/1311.2901">Visualizing and Understanding Convolutional Networks</a>
 */
public record Occlusion(Baseline baseline, Windows windows) implements Method {
    /** Each token or patch, replaced by zero. */
    public static Occlusion single() {
        return new Occlusion(Baseline.ZERO, Windows.single());
    }

    @Override
    public String name() {
        return "occlusion(" + windows + ", " + baseline + ")";
    }

    @Override
    public void requireFitting(InputKind input) {
        windows.requireFitting(input);
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Asked> asked = passes.ask(questions);
        List<List<int[]>> parts = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        for (Asked a : asked) {
            List<int[]> own = windows.of(a.question());
            double[] instead = baseline.of(a);
            parts.add(own);
            for (int[] part : own) {
                double[] values = a.input().clone();
                for (int i : part) {
                    values[i] = instead[i];
                }
                points.add(new Point(a.question(), values));
            }
        }
        double[] values = passes.values(points);
        List<Relevance> result = new ArrayList<>();
        int first = 0;
        for (int q = 0; q < asked.size(); q++) {
            double[] features = new double[asked.get(q).input().length];
            int[] count = new int[features.length];
            for (int[] part : parts.get(q)) {
                double share = (asked.get(q).value() - values[first++]) / part.length;
                for (int i : part) {
                    features[i] += share;
                    count[i]++;
                }
            }
            for (int i = 0; i < features.length; i++) {
                features[i] = count[i] == 0 ? 0 : features[i] / count[i];
            }
            result.add(Relevance.of(asked.get(q).value(), features));
        }
        return result;
    }
}
