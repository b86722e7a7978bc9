// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.tasks.source.OpenModel;

/**
 * A prompt as a model reads it: what is explained, and which of its units are evidence. The units are its tokens, or the
 * pixels of its image, row by row.
 */
public final class ReadPrompt {
    private final EvidencePrompt given;
    private final Prompt prompt;
    private final Target target;
    private final boolean answered;
    private final boolean[] context;
    private final Map<String, boolean[]> evidence;
    private final List<TokenRelevance> tokens;
    private final int patches;

    private ReadPrompt(
            EvidencePrompt given,
            Prompt prompt,
            Target target,
            boolean answered,
            boolean[] context,
            Map<String, boolean[]> evidence,
            List<TokenRelevance> tokens,
            int patches) {
        this.given = given;
        this.prompt = prompt;
        this.target = target;
        this.answered = answered;
        this.context = context;
        this.evidence = evidence;
        this.tokens = tokens;
        this.patches = patches;
    }

    static ReadPrompt ofText(
            EvidencePrompt given,
            Prompt prompt,
            Target target,
            Attribution seen,
            boolean answered,
            boolean[] context,
            Map<String, boolean[]> evidence) {
        return new ReadPrompt(given, prompt, target, answered, context, evidence, seen.tokens(), 0);
    }

    static ReadPrompt ofImage(
            EvidencePrompt given, Prompt prompt, Target target, boolean answered, boolean[] mask, Attribution seen) {
        boolean[] all = new boolean[mask.length];
        Arrays.fill(all, true);
        String name = given.evidence().keySet().iterator().next();
        int patches = seen.pixels().map(p -> p.patches().length).orElse(0);
        return new ReadPrompt(given, prompt, target, answered, all, Map.of(name, mask), List.of(), patches);
    }

    /**
     * Reads a prompt by a forward pass.
     *
     * @throws org.lxt.api.LxtException if the model cannot read it, or some evidence is in no token of it
     */
    public static ReadPrompt of(EvidencePrompt given, OpenModel model, AnswerChoice choice) {
        return new PromptReading(given, model, choice).read();
    }

    /** Whether the model says what was to be explained of every token by itself. */
    static boolean says(List<ExplainedEntry> entries) {
        return entries.stream()
                .allMatch(e -> !e.candidates().isEmpty()
                        && e.candidates().getFirst().id() == e.target().id());
    }

    /** The prompt as it was given. */
    public EvidencePrompt given() {
        return given;
    }

    /** What is put to the model. */
    public Prompt prompt() {
        return prompt;
    }

    /** What is explained, by its logit. */
    public Target target() {
        return target;
    }

    /** Whether the model gives this answer by itself, so that there is something to explain. */
    public boolean isAnswered() {
        return answered;
    }

    /** For each unit, whether it counts. */
    public boolean[] context() {
        return context.clone();
    }

    /** For each name of evidence, for each unit, whether it is part of it. */
    public Map<String, boolean[]> evidence() {
        Map<String, boolean[]> copy = new LinkedHashMap<>();
        evidence.forEach((name, units) -> copy.put(name, units.clone()));
        return copy;
    }

    /** The tokens; none if it is an image. */
    public List<TokenRelevance> tokens() {
        return tokens;
    }

    /** Whether it is an image. */
    public boolean isImage() {
        return prompt.image() != null;
    }

    /** For each token, or for each patch of an image, whether it counts and so may be taken away. */
    public boolean[] removable() {
        if (!isImage()) {
            return context();
        }
        boolean[] all = new boolean[patches];
        Arrays.fill(all, true);
        return all;
    }

    /** The relevance of each token, or of each patch of an image. */
    public double[] partRelevance(Attribution a) {
        return a.pixels().map(PixelRelevance::patches).orElseGet(a::relevance);
    }

    /** The relevance of each unit. */
    public double[] relevance(Attribution a) {
        return isImage() ? Objects.requireNonNull(a.pixels().orElse(null)).pixels() : a.relevance();
    }
}
