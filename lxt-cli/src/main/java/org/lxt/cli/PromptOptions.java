package org.lxt.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatTemplate;
import org.lxt.explain.Prompt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a model reads, where it reads text: the ways to give it. */
final class PromptOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "PROMPT",
            description = "The text to put to the model; '-' reads it from standard input.")
    private @Nullable String text;

    @Option(names = "--prompt-file", paramLabel = "FILE", description = "Read the text from a file.")
    private @Nullable Path file;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description =
                    "Explain many prompts, one a line; in a JSON Lines file (name.jsonl) an object a line with prompt"
                            + " and, if wanted, target, contrast and position. Prints a line of JSON for each.")
    @Nullable
    Path many;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Read the prompt as token ids: a JSON array, or numbers apart by spaces or commas.")
    @Nullable
    Path ids;

    /** What is wrong with these options, or null. */
    @Nullable
    String problem() {
        if (text != null && ids != null) {
            return "give the prompt as text or as --ids FILE, not both";
        }
        if (file != null && (text != null || ids != null)) {
            return "--prompt-file FILE is the prompt, so give neither a text nor --ids";
        }
        return many != null && isOne()
                ? "--prompts FILE holds the prompts, so give no other prompt and no --generate"
                : null;
    }

    /** Whether a single prompt was given. */
    private boolean isOne() {
        return text != null || file != null || ids != null;
    }

    /** Whether any of these options was used. */
    boolean areGiven() {
        return isOne() || many != null;
    }

    /**
     * The prompt.
     *
     * @param sample what is read if none was given; null if that is an error
     * @return null if none was given and there is no sample
     */
    @Nullable
    Prompt prompt(ChatOptions chat, @Nullable ChatTemplate template, @Nullable String sample) throws IOException {
        if (ids != null) {
            return Prompt.ofIds(TokenIds.read(ids));
        }
        if (file != null) {
            return chat.prompt(template, PromptText.of(file));
        }
        if (text != null) {
            return chat.prompt(template, text.equals("-") ? PromptText.of(System.in) : text);
        }
        return sample == null ? null : chat.prompt(template, sample);
    }
}
