// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.EncoderTask;
import org.lxt.spi.parts.encoder.RowFunction;
import org.lxt.spi.parts.encoder.StoredHeads;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/**
 * DistilBERT: where it differs from the other encoders. It has neither token types nor a pooler.
 *
 * @see <a href="https://arxiv.org/abs/1910.01108">DistilBERT, a distilled version of BERT</a>
 */
final class DistilBert {
    static final String FAMILY = "distilbert";
    static final String CLASS = "DistilBert";

    /** Options that files carry and that {@link EncoderConfig} does not read. */
    static final KnownOptions KNOWN = KnownOptions.common()
            .neutral("distilbert", "model_type")
            .neutral(false, "is_decoder")
            // Says how the positions began; the file holds them in either case.
            .harmless("sinusoidal_pos_embds")
            .harmless("tie_weights_", "output_past", "_num_labels")
            .build();

    private final ModelConfig options;
    private final Weights weights;
    private final EncoderParameters parameters;
    private final TaskHeads heads;

    private DistilBert(ModelConfig options, Weights weights, EncoderParameters parameters) {
        this.options = options;
        this.weights = weights;
        this.parameters = parameters;
        this.heads = parameters.heads();
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        EncoderConfig config = EncoderConfig.readDistilled(options, FAMILY);
        EncoderParameters parameters = new EncoderParameters(config, EncoderNames.DISTILLED, weights, constants);
        return new DistilBert(options, weights, parameters).model();
    }

    private EncoderTask storedTask() {
        return new StoredHeads(options, weights)
                .sign("vocab_transform.weight", EncoderTask.MASKED_LANGUAGE_MODEL)
                .classifier(parameters.has("pre_classifier.weight"))
                .task();
    }

    private Model model() {
        EncoderTask task = EncoderTask.of(options, this::storedTask, List.of(CLASS), CLASS);
        Weight words;
        EncoderHead made;
        if (task == EncoderTask.MASKED_LANGUAGE_MODEL) {
            VocabularyMatrices vocabulary = parameters.vocabulary("vocab_projector.weight");
            words = vocabulary.embedding();
            made = heads.ofMasked(
                    OutputKind.LOGITS,
                    heads.transform(
                            "vocab_transform",
                            "vocab_layer_norm",
                            parameters.config().activation(),
                            true),
                    vocabulary.head(),
                    parameters.vector(
                            "vocab_projector.bias", parameters.config().vocabulary()));
        } else {
            words = parameters.words();
            made = other(task);
        }
        return parameters.model(words, parameters.embedding(0, false), List.of(made));
    }

    private EncoderHead other(EncoderTask task) {
        return switch (task) {
            case SEQUENCE_CLASSIFICATION -> heads.ofSequence(options, Place.FIRST_TOKEN, preClassifier(), "classifier");
            case TOKEN_CLASSIFICATION -> heads.ofTokens(options, RowFunction.IDENTITY);
            case QUESTION_ANSWERING -> heads.ofSpans(options, RowFunction.IDENTITY, "qa_outputs");
            case MULTIPLE_CHOICE -> heads.ofChoice(Place.FIRST_TOKEN, preClassifier());
            default -> heads.states();
        };
    }

    private RowFunction preClassifier() {
        return heads.dense("pre_classifier", "pre_classifier", Activation.RELU);
    }
}
