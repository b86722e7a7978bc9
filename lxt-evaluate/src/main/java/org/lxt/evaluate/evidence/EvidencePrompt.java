// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.ask.TextInput;

/**
 * A prompt, and where its evidence is. {@code docs/evaluation.md} describes it as a line of JSON.
 *
 * @param line the line of the file that it stood in, from 1
 * @param input what the model reads
 * @param answer what it is to have answered, or null
 * @param part the text of the part of the answer that is explained, whose last place in the answer is meant; null for all of it
 * @param target what is explained where there is no answer: a token, a class or an id by its name; null for what the model says
 * @param context which part of the prompt counts; all of it if there is none
 * @param evidence for each name, such as {@code sentence}, where that evidence is
 * @param digest tells this prompt from every other
 */
public record EvidencePrompt(
        int line,
        Given input,
        @Nullable String answer,
        @Nullable String part,
        @Nullable String target,
        List<Place> context,
        Map<String, List<Place>> evidence,
        String digest) {
    /** What the model reads. */
    public sealed interface Given {}

    /**
     * Text.
     *
     * @param input the text, ids or chat
     */
    public record OfText(TextInput input) implements Given {}

    /**
     * An image.
     *
     * @param image its file
     * @param mask an image of the same size, light where the evidence is and dark elsewhere
     */
    public record OfImage(Path image, Path mask) implements Given {}
}
