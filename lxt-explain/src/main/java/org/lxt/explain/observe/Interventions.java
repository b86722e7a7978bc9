// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.UnitChoice;
import org.lxt.rules.composite.SitePattern;

/** Interventions as the changes of passes: what is patched in is computed by a forward pass over each prompt that it comes from. */
public final class Interventions {
    private final List<Intervention> all;
    private final Map<Prompt, EncodedPrompt> sources = new LinkedHashMap<>();

    /**
     * Interventions on prompts.
     *
     * @throws ExplainException if one of them cannot be made there
     */
    public Interventions(LoadedModel loaded, List<Intervention> all, List<? extends EncodedPrompt> prompts) {
        this.all = List.copyOf(all);
        for (Intervention one : all) {
            for (EncodedPrompt prompt : prompts) {
                requireInside(one.what(), prompt, "the prompt");
            }
            if (one instanceof Intervention.Patch patch) {
                EncodedPrompt source = sources.computeIfAbsent(patch.from(), loaded.prompts()::encode);
                prompts.forEach(prompt -> requirePatchable(patch.what(), prompt, source));
            }
        }
    }

    /**
     * Refuses a patch for which there are no activations at some position.
     *
     * @throws ExplainException that says where
     */
    public static void requirePatchable(UnitChoice what, EncodedPrompt prompt, EncodedPrompt source) {
        requireInside(what, prompt, "the prompt");
        requireInside(what, source, "the prompt that is patched in");
        requireAlike(what, prompt, source);
    }

    private static void requireInside(UnitChoice what, EncodedPrompt prompt, String called) {
        if (!what.positions().isEmpty() && what.positions().getLast() >= prompt.length()) {
            throw new ExplainException(
                    "there is no position " + what.positions().getLast() + " for '" + what + "': " + called + " has "
                            + prompt.length() + " tokens, counted from 0");
        }
    }

    private static void requireAlike(UnitChoice what, EncodedPrompt prompt, EncodedPrompt source) {
        if (what.positions().isEmpty() && prompt.length() != source.length()) {
            throw new ExplainException("the prompt has " + prompt.length() + " tokens and the one that is patched in "
                    + source.length() + "; give prompts of the same number of tokens, or name the positions for '"
                    + what
                    + "'");
        }
    }

    /** Makes changes of them; runs forward over what is patched in. */
    public List<Edit> edits(ForwardPass passes) {
        Map<Prompt, Map<String, SeenValue>> seen = new LinkedHashMap<>();
        sources.forEach((prompt, encoded) -> seen.put(prompt, passes.see(encoded, patterns(prompt))));
        return all.stream()
                .map(one -> Edit.of(
                        one,
                        one instanceof Intervention.Patch patch ? seen.getOrDefault(patch.from(), Map.of()) : Map.of()))
                .toList();
    }

    private List<SitePattern> patterns(Prompt from) {
        return all.stream()
                .filter(one ->
                        one instanceof Intervention.Patch patch && patch.from().equals(from))
                .map(one -> SitePattern.of(one.what().name()))
                .toList();
    }

    /** Runs forward over a prompt, all of its tokens wanted, and reads values. */
    @FunctionalInterface
    public interface ForwardPass {
        /** The values whose names fit the patterns, by the paths of their sites. */
        Map<String, SeenValue> see(EncodedPrompt prompt, List<SitePattern> patterns);
    }
}
