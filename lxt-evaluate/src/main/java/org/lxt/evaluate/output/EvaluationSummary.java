// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lxt.evaluate.faithfulness.Faithfulness;
import org.lxt.evaluate.run.Evaluation;
import org.lxt.evaluate.run.Variant;
import org.lxt.evaluate.statistic.Bootstrap;
import org.lxt.evaluate.statistic.Interval;
import org.lxt.evaluate.statistic.PairedComparison;

/** The figures of an evaluation as means with intervals, and how variants differ. Computed once, and the same for the same seed. */
public final class EvaluationSummary {
    /** What two methods are compared by. */
    private static final List<String> COMPARED = List.of("share", "area-between");

    /**
     * How a variant differs from the first one of its measure, on the prompts that both have.
     *
     * @param variant the variant
     * @param from the first one
     * @param figure by which figure
     * @param difference the mean difference, {@code variant} less {@code from}
     * @param p the p-value of a paired permutation test
     * @param together the same after Holm's correction for all comparisons of the evaluation
     */
    public record Comparison(
            Variant variant, Variant from, String figure, Interval difference, double p, double together) {}

    private final Evaluation evaluation;
    private final Map<Variant, Map<String, Interval>> cells = new LinkedHashMap<>();
    private final List<Comparison> comparisons;

    private EvaluationSummary(Evaluation evaluation, Bootstrap bootstrap, PairedComparison test) {
        this.evaluation = evaluation;
        for (Variant variant : evaluation.variants()) {
            Map<String, Interval> row = new LinkedHashMap<>();
            for (String figure : evaluation.figures()) {
                double[] values = evaluation.values(variant, figure).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                if (values.length > 0) {
                    row.put(figure, bootstrap.mean(values));
                }
            }
            cells.put(variant, row);
        }
        this.comparisons = comparisons(bootstrap, test);
    }

    /** The summary of an evaluation. */
    public static EvaluationSummary of(Evaluation evaluation, Bootstrap bootstrap, PairedComparison test) {
        return new EvaluationSummary(evaluation, bootstrap, test);
    }

    private List<Comparison> comparisons(Bootstrap bootstrap, PairedComparison test) {
        List<Comparison> each = new ArrayList<>();
        for (String figure : evaluation.figures()) {
            if (!COMPARED.contains(figure.substring(figure.lastIndexOf('.') + 1))) {
                continue;
            }
            for (Variant variant : evaluation.variants()) {
                Variant from = evaluation.variants().stream()
                        .filter(v -> v.measure() == variant.measure())
                        .findFirst()
                        .orElseThrow();
                double[] differences = evaluation.pairs(variant, from, figure).stream()
                        .mapToDouble(pair -> pair[0] - pair[1])
                        .toArray();
                if (!variant.equals(from) && differences.length > 0) {
                    double p = test.of(differences);
                    each.add(new Comparison(variant, from, figure, bootstrap.mean(differences), p, p));
                }
            }
        }
        double[] together = PairedComparison.together(
                each.stream().mapToDouble(Comparison::p).toArray());
        List<Comparison> all = new ArrayList<>();
        for (int i = 0; i < together.length; i++) {
            Comparison c = each.get(i);
            all.add(new Comparison(c.variant(), c.from(), c.figure(), c.difference(), c.p(), together[i]));
        }
        return List.copyOf(all);
    }

    /** What it is of. */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** All variants, in their order. */
    public List<Variant> variants() {
        return List.copyOf(cells.keySet());
    }

    /** A figure of a variant; empty if it has none. */
    public Optional<Interval> at(Variant variant, String figure) {
        return Optional.ofNullable(cells.getOrDefault(variant, Map.of()).get(figure));
    }

    /** How variants differ from the first. */
    public List<Comparison> comparisons() {
        return comparisons;
    }

    /**
     * The names of figures that belong together, by what they are about: a name of evidence, or an empty one for what is about
     * none.
     */
    public Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String figure : evaluation.figures()) {
            if (Faithfulness.isPoint(figure)) {
                continue;
            }
            int dot = figure.lastIndexOf('.');
            groups.computeIfAbsent(dot < 0 ? "" : figure.substring(0, dot), _ -> new ArrayList<>())
                    .add(figure);
        }
        return groups;
    }
}
