// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.util.Optional;

/**
 * Which prompts a sentence-embedding model puts before two texts, by their names in
 * {@code config_sentence_transformers.json}: {@code prompt_name} of the library's {@code encode}.
 *
 * @param first the name of the prompt before the first text; empty for the checkpoint's default
 * @param second the name of the prompt before the second text; empty for the checkpoint's default
 */
public record SentencePrompts(Optional<String> first, Optional<String> second) {
    /** The checkpoint's default before both texts. */
    public static final SentencePrompts DEFAULT = new SentencePrompts(Optional.empty(), Optional.empty());

    /** One prompt before both texts. */
    public static SentencePrompts both(String name) {
        return of(name, name);
    }

    /** A prompt before each text, such as {@code query} and {@code document}. */
    public static SentencePrompts of(String first, String second) {
        return new SentencePrompts(Optional.of(first), Optional.of(second));
    }
}
