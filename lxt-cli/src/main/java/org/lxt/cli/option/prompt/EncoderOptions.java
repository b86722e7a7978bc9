// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.tasks.SimilarityTask;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import picocli.CommandLine.Option;

/** Options that classifiers and other encoders need: a second text, and which of several outputs is meant. */
public final class EncoderOptions {
    @Option(
            names = "--pair",
            paramLabel = "TEXT",
            description =
                    "A second text that the model reads with the prompt, such as the text with a question's answer.")
    @Nullable
    public String pair;

    @Option(
            names = "--similar-to",
            paramLabel = "TEXT",
            description = "Explain how similar the prompt is to this text, by a sentence-embedding model.")
    @Nullable
    public String similarTo;

    @Option(
            names = "--sentence-prompt",
            paramLabel = "NAME",
            description =
                    "With --similar-to: put this prompt of the checkpoint before both texts, instead of its default.")
    private @Nullable String sentencePrompt;

    @Option(
            names = "--similar-sentence-prompt",
            paramLabel = "NAME",
            description = "With --similar-to: put this prompt before TEXT alone, such as document after query.")
    private @Nullable String similarSentencePrompt;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "Explain this output of a model with several, such as end_logits.")
    private @Nullable String output;

    /** What is wrong with these options, or null. */
    @Nullable
    public String problem(boolean textIsGiven, boolean many, boolean generates, TargetOptions targets) {
        if (similarTo != null && many) {
            return "--similar-to TEXT compares one prompt with a text; leave --prompts out";
        }
        if (pair != null && !textIsGiven) {
            return "--pair TEXT needs a prompt of text, without --chat";
        }
        if (similarTo != null
                && (pair != null
                        || output != null
                        || generates
                        || targets.names().areGiven())) {
            return "--similar-to TEXT explains the similarity: leave --pair, --output, --generate and targets out";
        }
        if (similarTo == null && (sentencePrompt != null || similarSentencePrompt != null)) {
            return "--sentence-prompt and --similar-sentence-prompt go with --similar-to TEXT";
        }
        if (output != null && generates) {
            return "--generate explains the tokens that it generates; leave --output out";
        }
        return null;
    }

    /** A text with its second text, if there is one. */
    public TextInput paired(TextInput input) {
        return pair != null && input instanceof TextInput.Text text ? new TextInput.Text(text.text(), pair) : input;
    }

    /** The similarity that is asked for; null if none is. */
    public @Nullable SimilarityTask similarity(TextInput prompt) {
        if (similarTo == null) {
            return null;
        }
        Optional<String> first = Optional.ofNullable(sentencePrompt);
        Optional<String> second = Optional.ofNullable(similarSentencePrompt).or(() -> first);
        return new SimilarityTask(prompt, TextInput.of(similarTo), new SentencePrompts(first, second));
    }

    /** What is asked, of the output that is meant. */
    public TargetNames names(TargetOptions targets) {
        return targets.names().in(output);
    }
}
