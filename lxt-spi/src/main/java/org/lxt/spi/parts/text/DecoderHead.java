// SPDX-License-Identifier: BSD-3-Clause
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
    /** The usual name of a layer that classifies. */
    public static final String SCORE = "score";

    /** Logits of the next token. */
    public static DecoderHead languageModel(LogitHead function) {
        return new DecoderHead(OutputKind.nextToken(), function);
    }

    /**
     * The head of a task other than modelling language: a linear layer, which has a bias if it classifies tokens, or none.
     *
     * @param parameters looks it up
     * @param task what it is for
     * @param kind the kind of that
     * @param hidden width of a state
     * @param ofTokens what the layer is called that classifies tokens; that of texts is {@code score}
     * @throws org.lxt.spi.checkpoint.ModelException if the layer is missing or of another shape
     */
    public static DecoderHead other(
            ParameterLookup parameters, DecoderTask task, DecoderTask.Kind kind, int hidden, String ofTokens) {
        OutputKind output = task.output(kind);
        int entries = output.labels().size();
        return switch (kind) {
            case SEQUENCE_CLASSIFICATION -> classifier(output, SCORE, parameters.linear(SCORE, hidden, entries, false));
            case TOKEN_CLASSIFICATION ->
                classifier(output, ofTokens, parameters.linear(ofTokens, hidden, entries, true));
            case STATES -> new DecoderHead(output, (rules, x) -> x);
            case LANGUAGE_MODEL -> throw new IllegalArgumentException("a language model's head is no classifier");
        };
    }

    private static DecoderHead classifier(OutputKind output, String name, LinearLayer layer) {
        Site site = Site.of(name);
        return new DecoderHead(output, (rules, x) -> rules.linear(site, layer, x));
    }
}
