// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lxt.evaluate.evidence.AnswerChoice;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.evidence.ReadPrompt;
import org.lxt.evaluate.run.EvaluationProgress;
import org.lxt.evaluate.statistic.Bootstrap;
import org.lxt.evaluate.statistic.Interval;
import org.lxt.evaluate.statistic.RankCorrelation;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Request;
import org.lxt.spi.host.ModelMap;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import org.lxt.tensor.backend.Precision;

/**
 * Whether explanations depend on what a model learned, and on nothing but it.
 *
 * <p>The first is the model-parameter randomisation test of Adebayo et al. 2018 (arXiv:1810.03292, section 3), cascading: the parameters of the
 * head are drawn anew, then those of the last layer too, and so on down to the embeddings. An explanation of what was learned must lose its
 * likeness to the one of the model as it was; one that keeps it shows the input rather than the model. The target stays what it was.
 *
 * <p>The second compares explanations of a prompt by itself with those of the same prompt among others, with other numbers of threads, and on
 * the backend that computes in float64.
 */
public final class SanityCheck {
    private static final int TOGETHER = 8;
    private static final int[] THREADS = {1, 3};
    private static final String EXACT = "scalar-f64";

    private final ModelSource source;
    private final Supplier<ExplainerBuilder> builders;
    private final ModelMap models;
    private final EvidenceFile file;
    private final List<MethodName> methods;
    private final long seed;

    /**
     * Checks of a model.
     *
     * @param builders gives, each time, a new builder of the source with all choices made but the families
     * @param models the families
     * @param file the prompts; that some of their tokens are evidence is of no account
     * @param seed of what is drawn, and of the intervals
     */
    public SanityCheck(
            ModelSource source,
            Supplier<ExplainerBuilder> builders,
            ModelMap models,
            EvidenceFile file,
            List<MethodName> methods,
            long seed) {
        this.source = source;
        this.builders = builders;
        this.models = models;
        this.file = file;
        this.methods = List.copyOf(methods);
        this.seed = seed;
    }

    /** Relevance of the units that count: by method, by prompt. */
    private record Found(List<List<double[]>> relevance) {}

    /**
     * Runs all.
     *
     * @param progress is told of explanations of a prompt by a method
     * @throws org.lxt.api.LxtException if a method or a prompt does not fit the model
     */
    public SanityReport run(EvaluationProgress progress) {
        Set<String> names = new TreeSet<>();
        ModelMap watched = models.reading(weights -> {
            names.addAll(weights.names());
            return weights;
        });
        try (OpenModel model = source.open(builders.get().models(watched))) {
            List<ReadPrompt> prompts = file.prompts().stream()
                    .map(p -> ReadPrompt.of(p, model, AnswerChoice.PART))
                    .toList();
            List<String> parts = Cascade.parts(names);
            int ways = 2 + THREADS.length + 1 + parts.size();
            Count count = new Count(progress, ways * methods.size() * prompts.size());
            Found learned = explain(model.explainer(), prompts, 1, count);
            List<SanityReport.Sameness> sameness = new ArrayList<>();
            sameness.addAll(compare(
                    "packed by " + TOGETHER, prompts, learned, explain(model.explainer(), prompts, TOGETHER, count)));
            for (int threads : THREADS) {
                sameness.addAll(compare(
                        threads + (threads == 1 ? " thread" : " threads"),
                        prompts,
                        learned,
                        explain(builders.get().models(models).threads(threads), prompts, count)));
            }
            ExplainerBuilder exact =
                    builders.get().models(models).backend(EXACT).precision(Precision.FLOAT32);
            sameness.addAll(compare(EXACT, prompts, learned, explain(exact, prompts, count)));
            List<SanityReport.Randomised> randomised = new ArrayList<>();
            Set<String> drawn = new HashSet<>();
            for (String part : parts) {
                drawn.add(part);
                ModelMap changed = models.reading(
                        weights -> new DrawnWeights(weights, name -> drawn.contains(Cascade.part(name)), seed));
                Found found = explain(builders.get().models(changed), prompts, count);
                for (int m = 0; m < methods.size(); m++) {
                    randomised.add(randomised(
                            methods.get(m).toString(),
                            part,
                            learned.relevance().get(m),
                            found.relevance().get(m)));
                }
            }
            return new SanityReport(
                    model.explainer().identity().checkpoint(), prompts.size(), byMethod(randomised), sameness);
        }
    }

    private Found explain(ExplainerBuilder builder, List<ReadPrompt> prompts, Count count) {
        try (Explainer explainer = builder.open()) {
            return explain(explainer, prompts, 1, count);
        }
    }

    private Found explain(Explainer explainer, List<ReadPrompt> prompts, int together, Count count) {
        List<List<double[]>> all = new ArrayList<>();
        for (MethodName method : methods) {
            Explainer by = explainer.using(method);
            List<double[]> relevance = new ArrayList<>();
            for (int from = 0; from < prompts.size(); from += together) {
                List<ReadPrompt> some = prompts.subList(from, Math.min(prompts.size(), from + together));
                var found = by.explain(
                        some.stream()
                                .map(p -> new Request(p.prompt(), List.of(p.target())))
                                .toList(),
                        EnumSet.noneOf(Detail.class));
                for (int i = 0; i < some.size(); i++) {
                    relevance.add(counting(
                            some.get(i), some.get(i).relevance(found.get(i).getFirst())));
                    count.next();
                }
            }
            all.add(relevance);
        }
        return new Found(all);
    }

    private static double[] counting(ReadPrompt prompt, double[] relevance) {
        boolean[] counts = prompt.context();
        return IntStream.range(0, relevance.length)
                .filter(i -> counts[i])
                .mapToDouble(i -> relevance[i])
                .toArray();
    }

    private List<SanityReport.Sameness> compare(String way, List<ReadPrompt> prompts, Found expected, Found actual) {
        List<SanityReport.Sameness> all = new ArrayList<>();
        for (int m = 0; m < methods.size(); m++) {
            double most = -1;
            int line = 0;
            for (int p = 0; p < prompts.size(); p++) {
                double difference = difference(
                        expected.relevance().get(m).get(p),
                        actual.relevance().get(m).get(p));
                if (difference > most || Double.isNaN(difference)) {
                    most = difference;
                    line = prompts.get(p).given().line();
                }
                if (Double.isNaN(most)) {
                    break;
                }
            }
            all.add(new SanityReport.Sameness(methods.get(m).toString(), way, most, line));
        }
        return all;
    }

    /** As a share of the largest relevance. */
    private static double difference(double[] expected, double[] actual) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double difference = IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
                .max()
                .orElse(0);
        return difference == 0 ? 0 : difference / largest;
    }

    private SanityReport.Randomised randomised(
            String method, String part, List<double[]> learned, List<double[]> found) {
        return new SanityReport.Randomised(
                method,
                part,
                interval(correlations(learned, found)),
                interval(correlations(sizes(learned), sizes(found))));
    }

    private static List<double[]> sizes(List<double[]> relevance) {
        return relevance.stream()
                .map(r -> Arrays.stream(r).map(Math::abs).toArray())
                .toList();
    }

    private static double[] correlations(List<double[]> learned, List<double[]> found) {
        return IntStream.range(0, learned.size())
                .mapToDouble(p -> RankCorrelation.of(learned.get(p), found.get(p)))
                .filter(Double::isFinite)
                .toArray();
    }

    private Interval interval(double[] values) {
        return values.length == 0
                ? new Interval(Double.NaN, Double.NaN, Double.NaN, 0)
                : Bootstrap.USUAL.seed(seed).mean(values);
    }

    private List<SanityReport.Randomised> byMethod(List<SanityReport.Randomised> steps) {
        return methods.stream()
                .flatMap(m -> steps.stream().filter(s -> s.method().equals(m.toString())))
                .toList();
    }

    /** Tells of explanations one by one. */
    private static final class Count {
        private final EvaluationProgress progress;
        private final int total;
        private int done;

        Count(EvaluationProgress progress, int total) {
            this.progress = progress;
            this.total = total;
            progress.at(0, total);
        }

        void next() {
            progress.at(++done, total);
        }
    }
}
