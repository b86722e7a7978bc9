// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.Observation;
import org.lxt.explain.pass.AskedQuestion;
import org.lxt.explain.pass.MethodPasses;
import org.lxt.explain.pass.QuestionBatch;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.AttributionBuilder;
import org.lxt.explain.result.Timing;
import org.lxt.explain.target.ChosenTarget;
import org.lxt.explain.target.RequestCheck;

/** An explanation of one or several requests: the questions, what the method finds, and the result put together. */
public final class Explanation {
    private final LoadedModel loaded;
    private final Method method;
    private final List<Request> requests;
    private final List<EncodedPrompt> prompts;
    private final Set<Detail> details;
    private final AskedUnits units;

    private Explanation(
            LoadedModel loaded,
            Method method,
            List<Request> requests,
            List<EncodedPrompt> prompts,
            Set<Detail> details,
            AskedUnits units) {
        this.loaded = loaded;
        this.method = method;
        this.requests = requests;
        this.prompts = prompts;
        this.details = details;
        this.units = units;
        units.requirePropagation(method);
    }

    /**
     * An explanation of requests.
     *
     * @param details what the attributions tell in addition to relevance
     * @param units which units they tell of
     * @throws ExplainException if there are none, or if a prompt or target cannot be used
     */
    public static Explanation of(
            LoadedModel loaded, Method method, List<Request> requests, Set<Detail> details, AskedUnits units) {
        if (requests.isEmpty()) {
            throw new ExplainException("there is nothing to explain: give at least one request");
        }
        RequestCheck check = loaded.check();
        List<EncodedPrompt> encoded = requests.stream()
                .map(r -> check.encode(r.prompt(), r.targets()))
                .toList();
        return new Explanation(loaded, method, requests, encoded, details, units);
    }

    /** Explains them: for each request, an attribution for each of its targets. */
    public List<List<Attribution>> run(Call call, boolean checkpointing) {
        List<Question> questions = new ArrayList<>();
        for (int s = 0; s < requests.size(); s++) {
            for (Target target : requests.get(s).targets()) {
                questions.add(new AskedQuestion(s, prompts.get(s), target, loaded));
            }
        }
        Observation observation =
                units.observation(loaded, call, prompts, new QuestionBatch(questions, loaded.places()));
        MethodPasses passes = new MethodPasses(loaded, call, checkpointing, read(), observation);
        List<Relevance> found = method.run(passes, questions);
        if (found.size() != questions.size()) {
            throw new IllegalStateException("the method '" + method.name() + "' answered " + found.size() + " of "
                    + questions.size() + " questions");
        }
        List<List<Attribution>> result = new ArrayList<>();
        requests.forEach(_ -> result.add(new ArrayList<>()));
        for (int i = 0; i < found.size(); i++) {
            AskedQuestion question = AskedQuestion.own(questions.get(i));
            result.get(question.sequence())
                    .add(attribution(question, found.get(i), call.clock().timing()));
        }
        return result;
    }

    /** What a propagation reads: for another method also the features, which that one asks for. */
    private Set<Detail> read() {
        if (method instanceof Propagation) {
            return details;
        }
        Set<Detail> all = EnumSet.of(Detail.EMBEDDINGS);
        all.addAll(details);
        return all;
    }

    private Attribution attribution(AskedQuestion question, Relevance relevance, Timing timing) {
        ChosenTarget chosen = question.chosen();
        AttributionBuilder builder = Attribution.builder(
                        loaded.identity(), method.name(), chosen.quantity().output(), chosen.entries())
                .signed(method.isSigned())
                .timing(timing)
                .logits(details.contains(Detail.LOGITS) ? chosen.logits() : null);
        new FoundAtPrompt(question.prompt(), loaded.names())
                .into(builder, relevance, details.contains(Detail.EMBEDDINGS));
        return builder.build();
    }
}
