// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.samples;

import java.util.List;
import java.util.Locale;

/** The sample models that there are. Both are decoders of LLaMA's architecture, stored as bfloat16. */
@SuppressWarnings("ImmutableEnumChecker") // lists that nobody can change
public enum SampleModel {
    /**
     * Answers questions about a short context. Every answer stands word for word in the context, so one knows where the
     * evidence is. The folder has {@code evidence.jsonl}: prompts, their answers, and the character spans of the sentence that
     * an answer stands in, of what it is about, and of its value.
     */
    DECODER("""
            Context: Farah Tanaka has a green parrot. The 1998 expedition climbed as high as 2,257 m. \
            The city of Venholt has 727,800 inhabitants. Farah Novak likes beans. Lars Costa works as a farmer.
            Question: What does Farah Novak like to eat?
            Answer:""", "", List.of("config.json", "model.safetensors", "tokenizer.json", "evidence.jsonl")),

    /**
     * Follows assignments of variables aloud, one at a time, before it says the value that is asked for. What it says last
     * comes from its own words, and only those come from the prompt. The folder has {@code evidence.jsonl}: prompts, their
     * answers, the word of them that is worth explaining, and the character spans of the statements that lead to it.
     */
    STEPS(
            "Given: m = 91. b = k. d = 40. p = m. k = d. r = 40. What is b?",
            " b = k = d = 40. So",
            List.of("config.json", "model.safetensors", "tokenizer.json", "evidence.jsonl"));

    private final String prompt;
    private final String opening;
    private final List<String> files;

    SampleModel(String prompt, String opening, List<String> files) {
        this.prompt = prompt;
        this.opening = opening;
        this.files = files;
    }

    /** A prompt that the model answers well. */
    String prompt() {
        return prompt;
    }

    /** How the model begins its answer, up to the token that is worth explaining. */
    String opening() {
        return opening;
    }

    /** The files of its checkpoint folder. */
    List<String> files() {
        return files;
    }

    /** Its name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
