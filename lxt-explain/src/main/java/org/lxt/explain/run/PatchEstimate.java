// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.Interventions;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.observe.UnitObserver;
import org.lxt.explain.pass.AskedQuestion;
import org.lxt.explain.pass.Pass;
import org.lxt.explain.pass.QuestionBatch;
import org.lxt.explain.pass.SourcePass;
import org.lxt.explain.request.Target;
import org.lxt.explain.units.UnitChoice;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;

/** First-order estimates of what patching each unit at each position would do. */
public final class PatchEstimate {
    private final LoadedModel loaded;
    private final Propagation rules;
    private final EncodedPrompt prompt;
    private final EncodedPrompt from;
    private final AskedQuestion question;

    /** Estimates for an encoded prompt and the activations of another. */
    public PatchEstimate(
            LoadedModel loaded, Propagation rules, EncodedPrompt prompt, EncodedPrompt from, Target target) {
        this.loaded = loaded;
        this.rules = rules;
        this.prompt = prompt;
        this.from = from;
        this.question = new AskedQuestion(0, prompt, target, loaded);
    }

    /** Two forward passes, one backward pass. */
    public List<UnitRelevance> run(Call call, boolean checkpointing, List<String> names) {
        names.forEach(name -> Interventions.requirePatchable(UnitChoice.of(name), prompt, from));
        List<SitePattern> patterns = names.stream().map(SitePattern::of).toList();
        QuestionBatch batch = new QuestionBatch(List.of(question), loaded.places());
        Map<String, SeenValue> other = new SourcePass(loaded, call, batch.wanted()).see(from, patterns);
        UnitObserver observer = new UnitObserver(patterns, List.of());
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), false, checkpointing);
        try (Pass pass = Pass.recorded(loaded, rules, call, options, observer)) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            List<Seed> seeds = batch.choose(forward.output(), loaded.names());
            pass.forwardDone();
            Gradients gradients = pass.backward(seeds);
            List<UnitRelevance> estimates = new ArrayList<>();
            for (SeenValue value : observer.seen()) {
                SeenValue difference = value.from(other.get(value.site().path()));
                estimates.add(difference.relevance(value, 0, prompt.length(), value.gradient(gradients, 0)));
            }
            return estimates;
        }
    }
}
