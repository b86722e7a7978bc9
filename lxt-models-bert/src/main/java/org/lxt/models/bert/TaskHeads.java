package org.lxt.models.bert;

import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Labels;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** The heads that several families have, each of them on the states of the last layer. */
final class TaskHeads {
    private static final Site CLASSIFIER = Site.of("classifier");
    private static final Site TRANSFORM = Site.of("transform");
    private static final Site DECODER = Site.of("decoder");

    private final EncoderParameters parameters;
    private final int hidden;

    TaskHeads(EncoderParameters parameters) {
        this.parameters = parameters;
        this.hidden = parameters.config().hidden();
    }

    /** The states as they are. */
    EncoderHead states() {
        OutputKind kind = OutputKind.of("last_hidden_state", Place.EACH_TOKEN, Entries.UNIT);
        return new RowHead(kind, RowFunction.IDENTITY);
    }

    /** A linear layer of the hidden size and an activation. */
    RowFunction dense(String site, String name, Activation activation) {
        Site at = Site.of(site);
        return RowFunction.IDENTITY
                .linear(at.child("dense"), parameters.linear(name, hidden, hidden))
                .activation(at.child("act"), activation);
    }

    /** Logits of a text's classes, made of a function of its first token. */
    EncoderHead ofSequence(ModelConfig config, RowFunction pooled, String name) {
        OutputKind kind = Labels.logits(config, Place.FIRST_TOKEN);
        return new RowHead(kind, pooled.linear(CLASSIFIER, classifier(name, kind)));
    }

    /** Logits of each token's classes. */
    EncoderHead ofTokens(ModelConfig config) {
        OutputKind kind = OutputKind.classes(Place.EACH_TOKEN, Labels.read(config));
        return new RowHead(kind, RowFunction.IDENTITY.linear(CLASSIFIER, classifier("classifier", kind)));
    }

    /** How good a choice this text is, to be compared with the other choices. */
    EncoderHead ofChoice(RowFunction pooled) {
        OutputKind kind = new OutputKind(OutputKind.LOGITS, Place.FIRST_TOKEN, Entries.SCORE, List.of("choice"));
        return new RowHead(kind, pooled.linear(CLASSIFIER, classifier("classifier", kind)));
    }

    private LinearLayer classifier(String name, OutputKind kind) {
        return parameters.linear(name, hidden, kind.labels().size());
    }

    /**
     * Where an answer begins and ends.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the options speak of other than two logits
     */
    EncoderHead ofSpans(ModelConfig config) {
        List<String> labels = Labels.read(config);
        if (labels.size() != 2) {
            throw config.wrong(
                    config.has("id2label") ? "id2label" : "num_labels",
                    "2 labels for question answering, the start and the end",
                    labels.size());
        }
        return new SpanHead(parameters.linear("qa_outputs", hidden, 2));
    }

    /**
     * Logits of the tokens that may stand at a place.
     *
     * @param output name of the output
     * @param dense name of the transform's linear layer
     * @param norm name of the transform's norm
     * @param activation activation between these two
     * @param decoder {@code [vocabulary, hidden]}
     * @param bias of the decoder
     */
    EncoderHead ofMasked(String output, String dense, String norm, Activation activation, Weight decoder, Tensor bias) {
        NormLayer layer = parameters.norm(norm);
        return new RowHead(
                OutputKind.of(output, Place.EACH_TOKEN, Entries.MASKED_TOKEN),
                dense("transform", dense, activation)
                        .norm(TRANSFORM.child("norm"), layer)
                        .linear(DECODER, new LinearLayer(decoder, bias)));
    }
}
