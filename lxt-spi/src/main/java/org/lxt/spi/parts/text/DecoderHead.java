package org.lxt.spi.parts.text;

import org.lxt.rules.LinearLayer;
import org.lxt.spi.OutputKind;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.options.DecoderTask;
import org.lxt.tensor.Site;

/**
 * What a decoder gives of its last states, after the last norm.
 *
 * @param output the output
 * @param function makes its vectors, row by row
 */
public record DecoderHead(OutputKind output, LogitHead function) {
    /** Logits of the next token. */
    public static DecoderHead languageModel(LogitHead function) {
        return new DecoderHead(OutputKind.nextToken(), function);
    }

    /**
     * The head of a task other than modelling language: {@code score}, a linear layer that has a bias if it classifies tokens,
     * or none.
     *
     * @param parameters looks it up
     * @param output of the task
     * @param hidden width of a state
     * @throws org.lxt.spi.checkpoint.ModelException if the layer is missing or of another shape
     */
    public static DecoderHead classifier(
            ParameterLookup parameters, OutputKind output, DecoderTask.Kind kind, int hidden) {
        boolean isOfTokens = kind == DecoderTask.Kind.TOKEN_CLASSIFICATION;
        return kind == DecoderTask.Kind.STATES
                ? new DecoderHead(output, (rules, x) -> x)
                : classifier(
                        output,
                        "score",
                        parameters.linear("score", hidden, output.labels().size(), isOfTokens));
    }

    /** A linear layer that classifies. */
    public static DecoderHead classifier(OutputKind output, String name, LinearLayer layer) {
        Site site = Site.of(name);
        return new DecoderHead(output, (rules, x) -> rules.linear(site, layer, x));
    }
}
