// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.ArrayList;
import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.EncoderTask;
import org.lxt.spi.parts.encoder.RowFunction;
import org.lxt.spi.parts.encoder.RowHead;
import org.lxt.spi.parts.encoder.StoredHeads;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** BERT: where it differs from the other encoders. */
final class Bert {
    static final String FAMILY = "bert";
    static final String CLASS = "Bert";

    /** Options that files carry and that {@link EncoderConfig} does not read. */
    static final KnownOptions KNOWN = known().neutral("bert", "model_type")
            // Of the first published files; they describe what is always the case.
            .neutral("bidi", "directionality")
            .neutral("first_token_transform", "pooler_type")
            .harmless("pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers", "pooler_size_per_head")
            .build();

    private static final EncoderNames NAMES = EncoderNames.likeBert("bert.");
    private static final String POOLER = "pooler.dense";
    private static final String PREDICTIONS = "cls.predictions.";

    private final ModelConfig options;
    private final Weights weights;
    private final EncoderParameters parameters;
    private final TaskHeads heads;

    private Bert(ModelConfig options, Weights weights, EncoderParameters parameters) {
        this.options = options;
        this.weights = weights;
        this.parameters = parameters;
        this.heads = parameters.heads();
    }

    static KnownOptions.Builder known() {
        return KnownOptions.common()
                .neutral(false, "is_decoder")
                .neutral("absolute", "position_embedding_type")
                .harmless("output_past", "_num_labels");
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        EncoderConfig config = EncoderConfig.read(options, FAMILY, true);
        return new Bert(options, weights, new EncoderParameters(config, NAMES, weights, constants)).model();
    }

    private EncoderTask storedTask() {
        return new StoredHeads(options, weights)
                .sign("cls.predictions.transform.dense.weight", EncoderTask.MASKED_LANGUAGE_MODEL)
                .sign("cls.seq_relationship.weight", EncoderTask.NEXT_SENTENCE)
                .signs(
                        "cls.predictions.transform.dense.weight",
                        "cls.seq_relationship.weight",
                        EncoderTask.PRE_TRAINING)
                .classifier(parameters.has(parameters.own(POOLER + ".weight")))
                .task();
    }

    private Model model() {
        EncoderTask task = EncoderTask.of(options, this::storedTask, List.of(CLASS), CLASS);
        Weight words;
        List<EncoderHead> made;
        if (task == EncoderTask.MASKED_LANGUAGE_MODEL || task == EncoderTask.PRE_TRAINING) {
            VocabularyMatrices vocabulary = parameters.vocabulary(PREDICTIONS + "decoder.weight");
            words = vocabulary.embedding();
            made = languageModel(task, vocabulary.head());
        } else {
            words = parameters.words();
            made = others(task);
        }
        return parameters.model(words, parameters.embedding(0, true), made);
    }

    private List<EncoderHead> others(EncoderTask task) {
        return switch (task) {
            case SEQUENCE_CLASSIFICATION ->
                List.of(heads.ofSequence(options, Place.FIRST_TOKEN, pooler(), "classifier"));
            case TOKEN_CLASSIFICATION -> List.of(heads.ofTokens(options, RowFunction.IDENTITY));
            case QUESTION_ANSWERING -> List.of(heads.ofSpans(options, RowFunction.IDENTITY, "qa_outputs"));
            case MULTIPLE_CHOICE -> List.of(heads.ofChoice(Place.FIRST_TOKEN, pooler()));
            case NEXT_SENTENCE -> List.of(nextSentence(OutputKind.LOGITS));
            default -> encoder();
        };
    }

    private List<EncoderHead> encoder() {
        List<EncoderHead> made = new ArrayList<>(List.of(heads.states()));
        // Sentence-embedding models are often saved without their pooler, which they do not use.
        if (parameters.has(parameters.own(POOLER + ".weight"))) {
            made.add(new RowHead(OutputKind.of("pooler_output", Place.FIRST_TOKEN, Entries.UNIT), pooler()));
        }
        return made;
    }

    private List<EncoderHead> languageModel(EncoderTask task, Weight decoder) {
        boolean isAlone = task == EncoderTask.MASKED_LANGUAGE_MODEL;
        EncoderConfig config = parameters.config();
        EncoderHead masked = heads.ofMasked(
                isAlone ? OutputKind.LOGITS : "prediction_logits",
                heads.transform(
                        PREDICTIONS + "transform.dense",
                        PREDICTIONS + "transform.LayerNorm",
                        config.activation(),
                        true),
                decoder,
                parameters.sharedBias(PREDICTIONS + "bias", PREDICTIONS + "decoder.bias", config.vocabulary()));
        return isAlone ? List.of(masked) : List.of(masked, nextSentence("seq_relationship_logits"));
    }

    private RowFunction pooler() {
        return heads.dense("pooler", parameters.own(POOLER), Activation.TANH);
    }

    private EncoderHead nextSentence(String output) {
        OutputKind kind = new OutputKind(
                output, Place.FIRST_TOKEN, Entries.LABEL, List.of("is next sentence", "is not next sentence"));
        return new RowHead(
                kind,
                pooler().linear(
                                Site.of("seq_relationship"),
                                parameters.linear(
                                        "cls.seq_relationship",
                                        parameters.config().hidden(),
                                        kind.labels().size())));
    }
}
