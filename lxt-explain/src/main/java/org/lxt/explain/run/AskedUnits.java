// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import java.util.List;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.Interventions;
import org.lxt.explain.observe.Observation;
import org.lxt.explain.pass.QuestionBatch;
import org.lxt.explain.pass.SourcePass;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.units.Intervention;
import org.lxt.rules.composite.SitePattern;

/**
 * What a view of an explainer asks of units.
 *
 * @param wanted names or patterns of names of values whose units are told
 * @param interventions what is changed, in this order
 */
public record AskedUnits(List<String> wanted, List<Intervention> interventions) {
    /** Nothing. */
    public static final AskedUnits NONE = new AskedUnits(List.of(), List.of());

    /** Copies the lists; checks the patterns. */
    public AskedUnits {
        wanted = List.copyOf(wanted);
        interventions = List.copyOf(interventions);
        wanted.forEach(SitePattern::of);
    }

    /** The same with other names. */
    public AskedUnits wanting(List<String> names) {
        return new AskedUnits(names, interventions);
    }

    /** The same with other interventions. */
    public AskedUnits changing(List<Intervention> changes) {
        return new AskedUnits(wanted, changes);
    }

    /**
     * Refuses what knows nothing of interventions.
     *
     * @param what what it is
     */
    public void requireUnchanged(String what) {
        if (!interventions.isEmpty()) {
            throw new ExplainException(
                    "interventions reach no " + what + "; take them off, or explain or predict a prompt");
        }
    }

    void requirePropagation(Method method) {
        if (!wanted.isEmpty() && !(method instanceof Propagation)) {
            throw new ExplainException(
                    "the relevance of units is found by propagation under a rule set, but the explainer" + " uses '"
                            + method.name() + "'; choose a rule set, or ask for no units");
        }
    }

    /**
     * What the passes of a call do.
     *
     * @param prompts the prompts of the call
     * @param batch its questions
     */
    Observation observation(LoadedModel loaded, Call call, List<? extends EncodedPrompt> prompts, QuestionBatch batch) {
        Interventions changes = new Interventions(loaded, interventions, prompts);
        return new Observation(
                wanted.stream().map(SitePattern::of).toList(),
                changes.edits(new SourcePass(loaded, call, batch.wanted())));
    }
}
