// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.evidence.EvidencePrompt;
import org.lxt.evaluate.evidence.KnownEvidence;
import org.lxt.evaluate.evidence.ReadPrompt;
import org.lxt.evaluate.faithfulness.Faithfulness;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;

/**
 * Evaluates methods on the prompts of a file. Prompt after prompt and method after method it is computed by itself, so that a
 * run that was ended in the middle and goes on gives the same numbers as one that was not.
 *
 * {@snippet :
 * EvidenceFile file = EvidenceFile.read(Path.of("evidence.jsonl"));
 * EvaluationPlan plan = EvaluationPlan.of(MethodName.of("attnlrp"), MethodName.of("cp-lrp"));
 * Evaluation evaluation = new EvaluationRun(model, file, plan).run();
 * }
 */
public final class EvaluationRun {
    private static final String ALL = ".share-of-all";

    private final OpenModel model;
    private final EvidenceFile file;
    private final EvaluationPlan plan;

    /** One explainer that is used with some number of hops. */
    private record Way(String method, int hops, Explainer explainer) {}

    /** An evaluation of a model. */
    public EvaluationRun(OpenModel model, EvidenceFile file, EvaluationPlan plan) {
        this.model = model;
        this.file = file;
        this.plan = plan;
    }

    /** Evaluates, and keeps what was found in memory alone. */
    public Evaluation run() throws IOException {
        return run(null, EvaluationProgress.NONE);
    }

    /**
     * Evaluates.
     *
     * @param results the file to which results are added, and from which those of an earlier run are taken; or null
     * @throws org.lxt.api.LxtException if a method, a prompt or the file does not fit
     * @throws IOException if the file cannot be read or written
     */
    public Evaluation run(@Nullable Path results, EvaluationProgress progress) throws IOException {
        List<Way> ways = ways();
        try (ResultLog log = results == null ? ResultLog.inMemory() : ResultLog.open(results, about())) {
            int total = 0;
            for (EvidencePrompt prompt : file.prompts()) {
                total += missing(prompt, ways, log).size();
            }
            progress.at(0, total);
            int done = 0;
            List<Finding> findings = new ArrayList<>();
            int answered = 0;
            for (EvidencePrompt prompt : file.prompts()) {
                List<Way> missing = missing(prompt, ways, log);
                ReadPrompt read = missing.isEmpty() ? null : ReadPrompt.of(prompt, model, plan.choice());
                if (read != null && !read.isAnswered() && !plan.everyPrompt()) {
                    log.add(Finding.unanswered(prompt.digest()));
                    read = null;
                }
                Faithfulness faithfulness = read == null ? null : faithfulness(read);
                for (Way way : missing) {
                    if (read != null && faithfulness != null) {
                        log.add(new Finding(
                                prompt.digest(), way.method(), way.hops(), figures(read, way, faithfulness)));
                    }
                    progress.at(++done, total);
                }
                List<Finding> found = ways.stream()
                        .map(way -> log.find(key(prompt, way)))
                        .flatMap(Optional::stream)
                        .toList();
                answered += found.isEmpty() ? 0 : 1;
                findings.addAll(found);
            }
            return new Evaluation(
                    model.explainer().identity().checkpoint(), file.prompts().size(), answered, findings);
        }
    }

    /** The methods that a prompt lacks; none if the model is known not to answer it. */
    private List<Way> missing(EvidencePrompt prompt, List<Way> ways, ResultLog log) {
        if (!plan.everyPrompt()
                && log.find(Finding.unanswered(prompt.digest()).key()).isPresent()) {
            return List.of();
        }
        return ways.stream().filter(way -> log.find(key(prompt, way)).isEmpty()).toList();
    }

    private static String key(EvidencePrompt prompt, Way way) {
        return new Finding(prompt.digest(), way.method(), way.hops(), Map.of()).key();
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (MethodName name : plan.methods()) {
            Explainer explainer = model.explainer().using(name);
            boolean passesOn = explainer.method() instanceof Propagation;
            for (int hops : passesOn ? plan.hops() : List.of(0)) {
                ways.add(new Way(name.toString(), hops, hops == 0 ? explainer : explainer.hops(hops)));
            }
        }
        return ways;
    }

    /** What figures depend on, apart from the prompt and the method. */
    private Map<String, String> about() throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("model", ModelFingerprint.of(model.source().folder()));
        about.put("backend", model.explainer().identity().backend());
        about.put(
                "measures",
                String.join(
                        ", ", plan.measures().stream().map(Measure::toString).toList()));
        about.put("explained", plan.choice().toString());
        about.put("recall", Double.toString(plan.percent()));
        about.put("faithfulness", plan.faithfulness().toString());
        about.put("prompts", plan.everyPrompt() ? "all" : "answered");
        return about;
    }

    private Faithfulness faithfulness(ReadPrompt read) {
        long seed = Long.parseUnsignedLong(read.given().digest().substring(0, 16), 16);
        return new Faithfulness(
                model.explainer(), read.prompt(), read.target(), read.removable(), plan.faithfulness(), seed);
    }

    private Map<Measure, Map<String, Double>> figures(ReadPrompt read, Way way, Faithfulness faithfulness) {
        List<Target> targets =
                plan.measures().stream().map(m -> m.of(read.target())).toList();
        List<Attribution> found;
        try {
            found = way.explainer()
                    .explain(List.of(new Request(read.prompt(), targets)), EnumSet.noneOf(Detail.class))
                    .getFirst();
        } catch (IllegalArgumentException e) {
            throw new TaskException(
                    "line " + read.given().line() + ": '" + way.method() + "' cannot explain it: " + e.getMessage());
        }
        Map<Measure, Map<String, Double>> figures = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            Measure measure = plan.measures().get(i);
            Map<String, Double> all = knownEvidence(read, read.relevance(found.get(i)));
            all.putAll(faithfulness.of(read.partRelevance(found.get(i)), measure));
            figures.put(measure, all);
        }
        return figures;
    }

    private Map<String, Double> knownEvidence(ReadPrompt read, double[] relevance) {
        Map<String, Double> figures = new LinkedHashMap<>();
        boolean[] context = read.context();
        read.evidence().forEach((name, evidence) -> {
            KnownEvidence.of(relevance, context, evidence, plan.percent())
                    .toMap()
                    .forEach((figure, value) -> figures.put(name + "." + figure, value));
            if (!read.isImage()) {
                figures.put(name + ALL, KnownEvidence.shareOfAll(relevance, evidence));
            }
        });
        return figures;
    }
}
