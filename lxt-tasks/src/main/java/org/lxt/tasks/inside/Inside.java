// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.inside;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.units.Intervention;
import org.lxt.rules.composite.SitePattern;

/**
 * What is asked of the inside of a model while it is explained.
 *
 * @param units names or patterns of names of values whose units are told
 * @param changes units that are changed, in this order
 */
public record Inside(List<String> units, List<InnerChange> changes) {
    /** Nothing. */
    public static final Inside NOTHING = new Inside(List.of(), List.of());

    /** Copies the lists; checks the patterns. */
    public Inside {
        units = List.copyOf(units);
        changes = List.copyOf(changes);
        units.forEach(SitePattern::of);
    }

    /** Whether anything is asked. */
    public boolean isAsked() {
        return !units.isEmpty() || !changes.isEmpty();
    }

    /** The same explainer, asked for this. */
    public Explainer applyTo(Explainer explainer) {
        if (!isAsked()) {
            return explainer;
        }
        Map<String, Prompt> prompts = new HashMap<>();
        List<Intervention> interventions = changes.stream()
                .map(change -> change.intervention(text -> prompts.computeIfAbsent(text, Prompt::of)))
                .toList();
        return explainer.observing(units.toArray(String[]::new)).intervening(interventions);
    }
}
