// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.ArrayList;
import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.AddedScores;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.EncoderTask;
import org.lxt.spi.parts.encoder.RowFunction;
import org.lxt.spi.parts.encoder.RowHead;
import org.lxt.spi.parts.encoder.StoredHeads;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** An encoder with heads that are called as RoBERTa's are: {@code lm_head}, {@code classifier.out_proj} and so on. */
final class RobertaHeads {
    private static final String POOLER = "pooler.dense";
    private static final String WORDS = "embeddings.word_embeddings.weight";

    private final ModelConfig options;
    private final Weights weights;
    private final EncoderParameters parameters;
    private final TaskHeads heads;
    private final List<String> classes;
    private final String className;

    /**
     * Begins.
     *
     * @param classes what the names of the family's architectures begin with
     * @param className what that of this model does, if the options name none
     */
    RobertaHeads(
            ModelConfig options,
            Weights weights,
            EncoderParameters parameters,
            List<String> classes,
            String className) {
        this.options = options;
        this.weights = weights;
        this.parameters = parameters;
        this.heads = parameters.heads();
        this.classes = classes;
        this.className = className;
    }

    private EncoderTask storedTask() {
        return new StoredHeads(options, weights)
                .sign("lm_head.dense.weight", EncoderTask.MASKED_LANGUAGE_MODEL)
                .sign("classifier.out_proj.weight", EncoderTask.SEQUENCE_CLASSIFICATION)
                .choiceOrTokens(parameters.has(parameters.own(POOLER + ".weight")))
                .task();
    }

    Model model(int firstPosition, AddedScores added) {
        EncoderTask task = task();
        Weight words;
        List<EncoderHead> made;
        if (task == EncoderTask.MASKED_LANGUAGE_MODEL) {
            VocabularyMatrices vocabulary = parameters.vocabulary("lm_head.decoder.weight");
            words = vocabulary.embedding();
            made = List.of(masked(vocabulary.head()));
        } else {
            words = parameters.words();
            made = others(task);
        }
        return parameters.model(words, parameters.embedding(firstPosition, false), made, added);
    }

    /** Embedding models often name the class that they were trained as, and are saved without its head. */
    private EncoderTask task() {
        EncoderTask said = EncoderTask.of(options, this::storedTask, classes, className);
        boolean isBare = weights.has(WORDS) && weights.names().stream().noneMatch(name -> name.startsWith("lm_head."));
        if (said != EncoderTask.MASKED_LANGUAGE_MODEL || !isBare) {
            return said;
        }
        options.remark("architectures names " + said.architecture(className)
                + ", but the weights hold no head of one: taken for " + EncoderTask.ENCODER.architecture(className));
        return EncoderTask.ENCODER;
    }

    private List<EncoderHead> others(EncoderTask task) {
        return switch (task) {
            case SEQUENCE_CLASSIFICATION ->
                List.of(heads.ofSequence(
                        options,
                        Place.FIRST_TOKEN,
                        heads.dense("classifier", "classifier.dense", Activation.TANH),
                        "classifier.out_proj"));
            case TOKEN_CLASSIFICATION -> List.of(heads.ofTokens(options, RowFunction.IDENTITY));
            case QUESTION_ANSWERING -> List.of(heads.ofSpans(options, RowFunction.IDENTITY, "qa_outputs"));
            case MULTIPLE_CHOICE -> List.of(heads.ofChoice(Place.FIRST_TOKEN, pooler()));
            default -> encoder();
        };
    }

    private List<EncoderHead> encoder() {
        List<EncoderHead> made = new ArrayList<>(List.of(heads.states()));
        if (parameters.has(parameters.own(POOLER + ".weight"))) {
            made.add(new RowHead(OutputKind.of("pooler_output", Place.FIRST_TOKEN, Entries.UNIT), pooler()));
        }
        return made;
    }

    private EncoderHead masked(Weight decoder) {
        return heads.ofMasked(
                OutputKind.LOGITS,
                heads.transform("lm_head.dense", "lm_head.layer_norm", Activation.GELU, true),
                decoder,
                parameters.sharedBias(
                        "lm_head.bias",
                        "lm_head.decoder.bias",
                        parameters.config().vocabulary()));
    }

    private RowFunction pooler() {
        return heads.dense("pooler", parameters.own(POOLER), Activation.TANH);
    }
}
