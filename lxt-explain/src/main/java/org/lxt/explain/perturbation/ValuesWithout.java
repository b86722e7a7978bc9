// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.perturbation;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.method.occlusion.Windows;

/** Asks a question again with parts of its input replaced, and keeps the values: for one call alone. */
final class ValuesWithout implements Method {
    private final Baseline baseline;
    private final List<boolean[]> removed;
    private final List<double[]> values = new ArrayList<>();

    /**
     * A call.
     *
     * @param removed for each value that is wanted, which parts are replaced
     */
    ValuesWithout(Baseline baseline, List<boolean[]> removed) {
        this.baseline = baseline;
        this.removed = removed;
    }

    @Override
    public String name() {
        return "without(" + baseline + ")";
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Relevance> asis = new ArrayList<>();
        for (Asked asked : passes.ask(questions)) {
            List<int[]> parts = Windows.single().of(asked.question());
            double[] instead = baseline.of(asked);
            List<Point> points = new ArrayList<>();
            for (boolean[] gone : removed) {
                if (gone.length != parts.size()) {
                    throw new IllegalArgumentException(gone.length + " parts for an input of " + parts.size());
                }
                double[] input = asked.input().clone();
                for (int part = 0; part < gone.length; part++) {
                    if (gone[part]) {
                        for (int i : parts.get(part)) {
                            input[i] = instead[i];
                        }
                    }
                }
                points.add(new Point(asked.question(), input));
            }
            values.add(passes.values(points));
            asis.add(Relevance.of(asked.value(), new double[asked.input().length]));
        }
        return asis;
    }

    /** The values of the only question. */
    double[] values() {
        return values.getFirst();
    }
}
