// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Labels;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** The heads that several families have, each of them on the states of the last layer. */
public final class TaskHeads {
    /** The usual name of the layer that classifies. */
    public static final String CLASSIFIER = "classifier";

    private static final Site TRANSFORM = Site.of("transform");
    private static final Site DECODER = Site.of("decoder");

    private final ParameterLookup parameters;
    private final int hidden;
    private final Function<String, NormLayer> norms;

    /**
     * Heads of one model.
     *
     * @param parameters looks their layers up
     * @param hidden width of a state
     * @param norms looks a norm of that width up
     */
    public TaskHeads(ParameterLookup parameters, int hidden, Function<String, NormLayer> norms) {
        this.parameters = parameters;
        this.hidden = hidden;
        this.norms = norms;
    }

    /** The states as they are. */
    public EncoderHead states() {
        OutputKind kind = OutputKind.of("last_hidden_state", Place.EACH_TOKEN, Entries.UNIT);
        return new RowHead(kind, RowFunction.IDENTITY);
    }

    /** A linear layer of the hidden size, with a bias, and an activation. */
    public RowFunction dense(String site, String name, Activation activation) {
        return dense(site, name, activation, true);
    }

    /** A linear layer of the hidden size and an activation. */
    public RowFunction dense(String site, String name, Activation activation, boolean withBias) {
        Site at = Site.of(site);
        return RowFunction.IDENTITY
                .linear(at.child("dense"), parameters.linear(name, hidden, hidden, withBias))
                .activation(at.child("act"), activation);
    }

    /** A linear layer of the hidden size, an activation, a norm. */
    public RowFunction transform(String dense, String norm, Activation activation, boolean withBias) {
        return dense("transform", dense, activation, withBias).norm(TRANSFORM.child("norm"), norms.apply(norm));
    }

    /**
     * Logits of a text's classes.
     *
     * @param place whether they are made of its first token or of the mean of all
     * @param pooled what of that
     * @param name of the layer that classifies
     */
    public EncoderHead ofSequence(ModelConfig config, Place place, RowFunction pooled, String name) {
        OutputKind kind = Labels.logits(config, place);
        return ofText(kind, pooled.linear(Site.of(CLASSIFIER), classifier(name, kind)));
    }

    /** Logits of each token's classes, made of a function of it. */
    public EncoderHead ofTokens(ModelConfig config, RowFunction before) {
        OutputKind kind = OutputKind.classes(Place.EACH_TOKEN, Labels.read(config));
        return new RowHead(kind, before.linear(Site.of(CLASSIFIER), classifier(CLASSIFIER, kind)));
    }

    /**
     * How good a choice this text is, to be compared with the other choices.
     *
     * @param place whether that is made of its first token or of the mean of all
     * @param pooled what of that
     */
    public EncoderHead ofChoice(Place place, RowFunction pooled) {
        OutputKind kind = new OutputKind(OutputKind.LOGITS, place, Entries.SCORE, List.of("choice"));
        return ofText(kind, pooled.linear(Site.of(CLASSIFIER), classifier(CLASSIFIER, kind)));
    }

    private static EncoderHead ofText(OutputKind kind, RowFunction function) {
        return kind.place() == Place.WHOLE_SEQUENCE ? new MeanHead(kind, function) : new RowHead(kind, function);
    }

    private LinearLayer classifier(String name, OutputKind kind) {
        return parameters.linear(name, hidden, kind.labels().size(), true);
    }

    /**
     * Where an answer begins and ends, made of a function of each token.
     *
     * @param name of the layer of two logits
     * @throws org.lxt.spi.checkpoint.ModelException if the options speak of other than two logits
     */
    public EncoderHead ofSpans(ModelConfig config, RowFunction before, String name) {
        List<String> labels = Labels.read(config);
        if (labels.size() != 2) {
            throw config.wrong(
                    config.has("id2label") ? "id2label" : "num_labels",
                    "2 labels for question answering, the start and the end",
                    labels.size());
        }
        return new SpanHead(before.linear(Site.of(name), parameters.linear(name, hidden, 2, true)));
    }

    /**
     * Logits of the tokens that may stand at a place.
     *
     * @param output name of the output
     * @param transform made of each token
     * @param decoder {@code [vocabulary, hidden]}
     * @param bias of the decoder, or none
     */
    public EncoderHead ofMasked(String output, RowFunction transform, Weight decoder, @Nullable Tensor bias) {
        return new RowHead(
                OutputKind.of(output, Place.EACH_TOKEN, Entries.MASKED_TOKEN),
                transform.linear(DECODER, new LinearLayer(decoder, bias)));
    }
}
