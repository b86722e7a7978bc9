// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.TokenIds;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.batch.PromptFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ways to give a text model what it reads. */
public final class PromptOptions {
    /** What help calls the text. */
    public static final String LABEL = "PROMPT";

    /** Stands for standard input in place of a file or a prompt. */
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            arity = "0..1",
            paramLabel = LABEL,
            description = "The text to put to the model; '-' reads it from standard input.")
    private @Nullable String text;

    @Option(
            names = "--prompt-file",
            paramLabel = "FILE",
            description = "Read the text from a file. One line end at its end is not part of the prompt.")
    private @Nullable Path file;

    @Option(
            names = "--keep-line-end",
            description = "Take a line end at the end of the file or of standard input for a part of the prompt.")
    private boolean keepLineEnd;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description =
                    "Explain many prompts, one per line; in a JSON Lines file (name.jsonl) one object per line with prompt"
                            + " and, if wanted, target, contrast and position. Prints a line of JSON for each.")
    @Nullable
    public Path many;

    @Option(
            names = "--keep-going",
            description = "With --prompts: a line that cannot be explained leaves an error among the results, and the"
                    + " others are explained.")
    public boolean keepGoing;

    @Option(
            names = "--ids",
            paramLabel = "IDS",
            description =
                    "The prompt as token ids, such as 1,2,3, or a file of them: a JSON array, or numbers separated"
                            + " by spaces or commas.")
    @Nullable
    public String ids;

    /** What is wrong with these options, or null. */
    @Nullable
    public String problem() {
        if (text != null && ids != null) {
            return "give the prompt as text or as --ids, not both";
        }
        if (file != null && (text != null || ids != null)) {
            return "--prompt-file FILE is the prompt, so give neither a text nor --ids";
        }
        if (keepLineEnd && file == null && !STANDARD_INPUT.equals(text)) {
            return "--keep-line-end is about a prompt from standard input or from --prompt-file FILE; leave it out";
        }
        if (keepGoing && many == null) {
            return "--keep-going is about the lines of --prompts FILE; leave it out";
        }
        return many != null && isOne()
                ? "--prompts FILE holds the prompts, so give no other prompt and no --generate"
                : null;
    }

    /** The file of many prompts, or standard input; null if a single one is explained. */
    @Nullable
    public PromptFile many(PromptFile.Form form) throws IOException {
        if (many == null) {
            return null;
        }
        return many.toString().equals(STANDARD_INPUT) ? PromptFile.read(System.in, form) : PromptFile.read(many, form);
    }

    /** Whether a single prompt was given. */
    private boolean isOne() {
        return text != null || file != null || ids != null;
    }

    /** Whether any of these options was used. */
    public boolean areGiven() {
        return isOne() || many != null;
    }

    /**
     * What the model reads.
     *
     * @param sample what is read if none was given; null if that is an error
     * @return null if none was given and there is no sample
     */
    @Nullable
    public TextInput input(ChatOptions chat, @Nullable String sample) throws IOException {
        if (ids != null) {
            return TextInput.of(TokenIds.of(ids, System.in));
        }
        if (file != null) {
            boolean isInput = file.toString().equals(STANDARD_INPUT);
            return chat.input(isInput ? PromptText.of(System.in, keepLineEnd) : PromptText.of(file, keepLineEnd));
        }
        if (text != null) {
            return chat.input(text.equals(STANDARD_INPUT) ? PromptText.of(System.in, keepLineEnd) : text);
        }
        return sample == null ? null : chat.input(sample);
    }
}
