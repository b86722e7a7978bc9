// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain;

import java.util.List;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.CallListener.Kind;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.PatchResult;
import org.lxt.explain.run.PatchEstimate;
import org.lxt.explain.run.PatchRuns;
import org.lxt.explain.units.PatchBy;
import org.lxt.explain.units.UnitChoice;
import org.lxt.explain.units.UnitRelevance;

/**
 * Activation patching: a prompt is run with the activations that another prompt has at some units, and a target is measured. Made
 * by {@link Explainer#patching}; safe for several threads, as that is.
 *
 * {@snippet :
 * Patching patching = lxt.patching(Prompt.of("Tom likes"), Prompt.of("Lars likes"), Target.token(" beans"));
 * PatchResult heads = patching.run(List.of(UnitChoice.of("layers.*.*.heads")), PatchBy.UNIT);
 * heads.strongest(5).forEach(e -> System.out.printf("%s %+.3f%n", e.what(), e.change()));
 * }
 */
public final class Patching {
    private final LoadedModel loaded;
    private final View view;
    private final Propagation rules;
    private final EncodedPrompt prompt;
    private final EncodedPrompt from;
    private final Target target;

    Patching(LoadedModel loaded, View view, Propagation rules, Prompt prompt, Prompt from, Target target) {
        this.loaded = loaded;
        this.view = view;
        this.rules = rules;
        this.prompt = loaded.check().encode(prompt, List.of(target));
        this.from = loaded.prompts().encode(from);
        this.target = target;
    }

    /**
     * Runs the prompt once for each of these choices, or for each part of them. Runs are packed, as many as memory allows.
     *
     * @param what what has the other prompt's activations, at the same positions
     * @param by what is patched together in one run
     * @throws org.lxt.explain.request.ExplainException if there is no such value, unit or position, or no positions are
     *     chosen and the prompts have different numbers of tokens
     */
    public PatchResult run(List<UnitChoice> what, PatchBy by) {
        PatchRuns runs = new PatchRuns(loaded, prompt, from, target);
        return view.call(loaded, Kind.PATCH, call -> runs.run(call, what, by));
    }

    /**
     * Estimates what {@link #run} would measure for each unit at each position, from one forward pass over each prompt and one
     * backward pass: the difference of the activations times the gradient at the prompt, under the explainer's rules. Under
     * {@link org.lxt.rules.RuleSet#GRADIENT} it is attribution patching, under {@link org.lxt.rules.RuleSet#RELP} RelP.
     *
     * @param names names or patterns of names of values
     * @return for each value the estimated change of the target as {@link UnitRelevance#relevance}, and the activation in the
     *     prompt
     * @throws org.lxt.explain.request.ExplainException if there is no such value, or the prompts have different numbers of tokens
     * @see <a href="https://arxiv.org/abs/2310.10348">Attribution Patching Outperforms Automated Circuit Discovery</a>
     * @see <a href="https://arxiv.org/abs/2508.21258">RelP: Faithful and Efficient Circuit Discovery via Relevance Patching</a>
     */
    public List<UnitRelevance> estimate(String... names) {
        PatchEstimate estimate = new PatchEstimate(loaded, rules, prompt, from, target);
        return view.call(loaded, Kind.PATCH, call -> estimate.run(call, view.checkpointing(), List.of(names)));
    }
}
