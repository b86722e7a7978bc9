package org.lxt.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.TargetNames;
import org.lxt.explain.Attribution;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prediction;
import org.lxt.explain.Prompt;
import org.lxt.explain.Similarity;
import org.lxt.explain.Target;
import org.lxt.spi.OutputKind;
import picocli.CommandLine.Option;

/** Options that classifiers and other encoders need: a second text, and which of several outputs is meant. */
final class EncoderOptions {
    @Option(
            names = "--pair",
            paramLabel = "TEXT",
            description =
                    "A second text that the model reads with the prompt, such as the text with a question's answer.")
    @Nullable
    String pair;

    @Option(
            names = "--similar-to",
            paramLabel = "TEXT",
            description = "Explain how similar the prompt is to this text, by a sentence-embedding model.")
    @Nullable
    String similarTo;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "Explain this output of a model with several, such as end_logits.")
    private @Nullable String output;

    /** What is wrong with these options, or null. */
    @Nullable
    String problem(boolean textIsGiven, boolean many, boolean generates, TargetOptions targets) {
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
        if (output != null && generates) {
            return "--generate explains the tokens that it generates; leave --output out";
        }
        return null;
    }

    /** The prompt, with its second text if there is one. */
    Prompt paired(Prompt prompt) {
        String text = prompt.text();
        return pair == null || text == null ? prompt : Prompt.ofPair(text, pair);
    }

    /** The targets that were named, or that any language model has; none if it is for the model to choose. */
    List<Target> named(Explainer explainer, TargetNames asked) {
        if (output != null) {
            String name = output;
            return asked.resolve().stream().map(t -> t.in(name)).toList();
        }
        return asked.areGiven() || explainer.outputs().getFirst().entries() == OutputKind.Entries.NEXT_TOKEN
                ? asked.resolve()
                : List.of();
    }

    /** What was asked for; if nothing was, whatever the model answers. */
    List<Target> targets(Explainer explainer, Prompt prompt, TargetNames asked) {
        List<Target> named = named(explainer, asked);
        if (!named.isEmpty()) {
            return named;
        }
        List<Prediction> predictions = explainer.predict(prompt);
        List<Target> targets = predictions.stream()
                .filter(Prediction::says)
                .map(Prediction::target)
                .toList();
        if (targets.isEmpty()) {
            throw new ExplainException("the model labels every token \""
                    + predictions.getFirst().candidates().getFirst().text()
                    + "\"; to ask why, name a token by --position N");
        }
        return targets;
    }

    /** Both texts of a similarity. */
    List<Attribution> similarity(Explainer explainer, Prompt prompt, String other) {
        Similarity similarity = explainer.similarity(prompt, Prompt.of(other));
        return List.of(similarity.first(), similarity.second());
    }
}
