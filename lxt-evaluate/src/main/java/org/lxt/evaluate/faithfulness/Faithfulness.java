// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.faithfulness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.lxt.explain.Explainer;
import org.lxt.explain.perturbation.Perturbation;
import org.lxt.explain.perturbation.PerturbationCurve;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.tasks.ask.Measure;

/** Figures of faithfulness on one prompt. What does not depend on a method is computed once for all of them. */
public final class Faithfulness {
    /** The shares of the parts whose removal counts, as ERASER has them. */
    private static final double[] BINS = {0.01, 0.05, 0.1, 0.2, 0.5};

    /** Between the name of a curve and the place of a point. */
    private static final String AT = " at ";

    private final Explainer explainer;
    private final Prompt prompt;
    private final Target target;
    private final boolean[] counts;
    private final FaithfulnessPlan plan;
    private final long seed;
    private final Map<Measure, double[]> lost = new EnumMap<>(Measure.class);

    /**
     * Figures on one prompt.
     *
     * @param target what is explained, by its logit
     * @param counts for each token or patch, whether it may be taken away; at least one
     * @param seed of the subsets, the same for all methods
     */
    public Faithfulness(
            Explainer explainer, Prompt prompt, Target target, boolean[] counts, FaithfulnessPlan plan, long seed) {
        this.explainer = explainer;
        this.prompt = prompt;
        this.target = target;
        this.counts = counts.clone();
        this.plan = plan;
        this.seed = seed;
    }

    /**
     * The figures of one explanation, by name.
     *
     * @param relevance of each token or patch
     * @param measure what was explained
     */
    public Map<String, Double> of(double[] relevance, Measure measure) {
        Map<String, Double> figures = new LinkedHashMap<>();
        int[] most = only(PerturbationCurve.mostRelevantFirst(relevance));
        int[] least = only(PerturbationCurve.leastRelevantFirst(relevance));
        for (FaithfulnessKind kind : plan.kinds()) {
            switch (kind) {
                case CURVES -> curves(most, least, figures);
                case PROBABILITY -> probability(most, least, figures);
                case SUBSETS -> subsets(relevance, measure, figures);
            }
        }
        return figures;
    }

    private int[] only(int[] order) {
        return IntStream.of(order).filter(i -> counts[i]).toArray();
    }

    private void curves(int[] most, int[] least, Map<String, Double> figures) {
        PerturbationCurve morf = curve(most, Measure.LOGIT, v -> v);
        PerturbationCurve lerf = curve(least, Measure.LOGIT, v -> v);
        figures.put("morf", morf.area());
        figures.put("lerf", lerf.area());
        figures.put("area-between", lerf.area() - morf.area());
        points("morf", morf, figures);
        points("lerf", lerf, figures);
    }

    /** The curve at round shares of the parts, so that curves of prompts of other lengths have a mean. */
    private void points(String name, PerturbationCurve curve, Map<String, Double> figures) {
        double[] values = curve.values();
        for (int step = 0; step <= plan.steps(); step++) {
            double place = (double) step / plan.steps() * (values.length - 1);
            int below = Math.min((int) place, values.length - 1);
            int above = Math.min(below + 1, values.length - 1);
            double value = values[below] + (place - below) * (values[above] - values[below]);
            figures.put(pointName(name, (double) step / plan.steps()), value);
        }
    }

    /**
     * The name of a figure that is a point of a curve.
     *
     * @param share how much of the parts was taken away, from 0 to 1
     */
    public static String pointName(String curve, double share) {
        return String.format(Locale.ROOT, "%s%s%.4g %%", curve, AT, 100 * share);
    }

    /** Whether a figure is a point of a curve. */
    public static boolean isPoint(String figure) {
        return figure.contains(AT);
    }

    /** How much of the parts was taken away at a point of a curve, from 0 to 1; empty if a figure is no point of it. */
    public static OptionalDouble shareOf(String curve, String figure) {
        String start = curve + AT;
        return figure.startsWith(start)
                ? OptionalDouble.of(Double.parseDouble(figure.substring(start.length(), figure.length() - 2)) / 100)
                : OptionalDouble.empty();
    }

    /** What is put in first is what is taken away last, so insertion is the curve of least relevance, backwards. */
    private void probability(int[] most, int[] least, Map<String, Double> figures) {
        figures.put("deletion", curve(most, Measure.LOG_PROBABILITY, Math::exp).area());
        figures.put(
                "insertion", curve(least, Measure.LOG_PROBABILITY, Math::exp).area());
        List<boolean[]> removed = new ArrayList<>();
        removed.add(new boolean[counts.length]);
        for (double bin : BINS) {
            int count = (int) Math.ceil(bin * most.length - 1e-9);
            boolean[] without = new boolean[counts.length];
            boolean[] alone = new boolean[counts.length];
            for (int i = 0; i < most.length; i++) {
                without[most[i]] = i < count;
                alone[most[i]] = i >= count;
            }
            removed.add(without);
            removed.add(alone);
        }
        double[] values = values(removed, Measure.LOG_PROBABILITY);
        double comprehensiveness = 0;
        double sufficiency = 0;
        for (int b = 0; b < BINS.length; b++) {
            comprehensiveness += (Math.exp(values[0]) - Math.exp(values[1 + 2 * b])) / BINS.length;
            sufficiency += (Math.exp(values[0]) - Math.exp(values[2 + 2 * b])) / BINS.length;
        }
        figures.put("comprehensiveness", comprehensiveness);
        figures.put("sufficiency", sufficiency);
    }

    private void subsets(double[] relevance, Measure measure, Map<String, Double> figures) {
        int[] all = IntStream.range(0, counts.length).filter(i -> counts[i]).toArray();
        Subsets subsets = new Subsets(all, counts.length, plan.subsets(), seed);
        double[] without = lost.computeIfAbsent(measure, m -> {
            List<boolean[]> removed = new ArrayList<>(subsets.removed());
            removed.addFirst(new boolean[counts.length]);
            double[] values = values(removed, m);
            return IntStream.range(1, values.length)
                    .mapToDouble(i -> values[0] - values[i])
                    .toArray();
        });
        figures.putAll(Subsets.figures(relevance, subsets.removed(), without));
    }

    private PerturbationCurve curve(int[] order, Measure measure, DoubleUnaryOperator value) {
        PerturbationCurve curve = PerturbationCurve.of(order, counts.length, plan.steps(), without(measure));
        double[] values = curve.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(values[i]);
        }
        return new PerturbationCurve(order, values);
    }

    private double[] values(List<boolean[]> removed, Measure measure) {
        return without(measure).values(removed);
    }

    private Perturbation without(Measure measure) {
        return new Perturbation(explainer, prompt, measure.of(target), plan.removal());
    }
}
