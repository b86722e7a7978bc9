// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Prediction;
import org.lxt.spi.OutputKind;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;

/**
 * What is to be explained, as people name it in a command, a file or a request.
 *
 * @param targets texts, or numbers for ids ({@code text:8} is the token "8"); empty for the largest logit
 * @param contrasts what they are compared with, named alike, or {@code others} for the mean of all others
 * @param position at which token, or null for the usual place
 * @param output name of one of several outputs, or null for the first
 */
public record TargetNames(
        List<String> targets,
        List<String> contrasts,
        @Nullable Integer position,
        @Nullable String output) {
    /** Nothing: the model chooses. */
    public static final TargetNames NONE = new TargetNames(List.of(), List.of(), null);

    private static final String TEXT_PREFIX = "text:";

    /** Copies the lists. */
    public TargetNames {
        targets = List.copyOf(targets);
        contrasts = List.copyOf(contrasts);
    }

    /** Names of the first output. */
    public TargetNames(List<String> targets, List<String> contrasts, @Nullable Integer position) {
        this(targets, contrasts, position, null);
    }

    /** Targets by their names alone. */
    public static TargetNames of(String... targets) {
        return new TargetNames(List.of(targets), List.of(), null);
    }

    /** The same of another output, or of the first for null. */
    public TargetNames in(@Nullable String name) {
        return new TargetNames(targets, contrasts, position, name);
    }

    /** {@link #in} by a name that needs no quotes in Kotlin. */
    public TargetNames inOutput(@Nullable String name) {
        return in(name);
    }

    /** Whether anything is named, so that it is not the model that chooses. */
    public boolean areGiven() {
        return !targets.isEmpty() || !contrasts.isEmpty() || position != null || output != null;
    }

    /** The targets that are named, or that any language model has; none if it is for the model to choose. */
    public List<Target> named(Explainer explainer) {
        return areGiven() || explainer.outputs().getFirst().entries() == OutputKind.Entries.NEXT_TOKEN
                ? resolve()
                : List.of();
    }

    /**
     * What is named; if nothing is, whatever the model answers, for which it may have to compute.
     *
     * @throws TaskException if the model labels every token with a label that says nothing
     */
    public List<Target> chosen(Explainer explainer, Prompt prompt) {
        List<Target> named = named(explainer);
        if (!named.isEmpty()) {
            return named;
        }
        List<Prediction> predictions = explainer.predict(prompt);
        List<Target> answers = predictions.stream()
                .filter(Prediction::says)
                .map(Prediction::target)
                .toList();
        if (answers.isEmpty()) {
            throw new TaskException(
                    "the model labels every token \""
                            + predictions.getFirst().candidates().getFirst().text() + "\"",
                    Remedy.NAME_POSITION);
        }
        return answers;
    }

    /** The targets, at least one. */
    private List<Target> resolve() {
        if (targets.isEmpty()) {
            return List.of(finish(Target.topLogit()));
        }
        List<Target> resolved = new ArrayList<>();
        for (String target : targets) {
            resolved.add(finish(isId(target) ? Target.token(id(target)) : Target.token(text(target))));
        }
        return resolved;
    }

    private Target finish(Target target) {
        Target result = position == null ? target : target.at(position);
        for (String contrast : contrasts) {
            if (contrast.equals("others")) {
                result = result.minusMeanOfOthers();
            } else {
                result = isId(contrast) ? result.minus(id(contrast)) : result.minus(text(contrast));
            }
        }
        return output == null ? result : result.in(output);
    }

    private static boolean isId(String token) {
        return token.matches("-?\\d{1,10}");
    }

    private static int id(String token) {
        return Math.clamp(Long.parseLong(token), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static String text(String token) {
        return token.startsWith(TEXT_PREFIX) ? token.substring(TEXT_PREFIX.length()) : token;
    }
}
