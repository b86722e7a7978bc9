// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.List;
import java.util.OptionalInt;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.PromptEncoder;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;

/** Encodes requests and finds what is wrong with them before anything is computed. */
public final class RequestCheck {
    private final PromptEncoder prompts;
    private final TargetPlaces places;
    private final TokenNames names;

    /** Checks requests by what reads prompts, places targets and names tokens. */
    public RequestCheck(PromptEncoder prompts, TargetPlaces places, TokenNames names) {
        this.prompts = prompts;
        this.places = places;
        this.names = names;
    }

    /**
     * A prompt as the model reads it.
     *
     * @param targets what is to be explained; nothing if that is whatever the model answers
     * @throws ExplainException if the model cannot read the prompt, or if a target is at no place of it or names no entry of
     *     its output, in the words of the pass that would have found it
     */
    public EncodedPrompt encode(Prompt asked, List<Target> targets) {
        EncodedPrompt prompt = prompts.encode(asked);
        if (targets.isEmpty()) {
            places.requireAnswer(prompt);
        }
        TargetTerms terms = new TargetTerms(places);
        for (Target target : targets) {
            terms.of(target, prompt).forEach(term -> check(term.target(), prompt));
        }
        return prompt;
    }

    /**
     * Each token of a prompt that a target names, by itself.
     *
     * @throws ExplainException if it does not name an answer or a span, or as {@link #encode}
     */
    public List<Target> each(Prompt prompt, Target target) {
        return new TargetTerms(places).each(target, encode(prompt, List.of(target)));
    }

    private void check(Target target, EncodedPrompt prompt) {
        OutputKind output = places.output(target);
        places.position(target, prompt);
        OptionalInt columns = columns(output, prompt);
        if (columns.isPresent()) {
            ChosenTarget.requireEntries(target, EntryNames.of(output, columns.getAsInt(), prompt, names));
        }
    }

    /** How many entries a vector of an output has; a hidden state tells only when it is there. */
    private static OptionalInt columns(OutputKind output, EncodedPrompt prompt) {
        return switch (output.entries()) {
            case NEXT_TOKEN, MASKED_TOKEN -> OptionalInt.of(0);
            case LABEL, INDEPENDENT_LABEL, SCORE ->
                OptionalInt.of(output.labels().size());
            case PROMPT_TOKEN -> OptionalInt.of(prompt.length());
            case UNIT -> OptionalInt.empty();
        };
    }
}
