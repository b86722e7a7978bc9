// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import java.util.List;
import java.util.function.Supplier;
import org.lxt.spi.checkpoint.ModelConfig;

/** What an encoder was trained for, as the name of its architecture ends. */
public enum EncoderTask {
    /** None: the states of the last layer. */
    ENCODER("Model"),
    /** To classify or rate a text. */
    SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
    /** To classify each token. */
    TOKEN_CLASSIFICATION("ForTokenClassification"),
    /** To find where an answer begins and ends. */
    QUESTION_ANSWERING("ForQuestionAnswering"),
    /** To say which token stands at a place. */
    MASKED_LANGUAGE_MODEL("ForMaskedLM"),
    /** To rate texts that are choices. */
    MULTIPLE_CHOICE("ForMultipleChoice"),
    /** To say whether one text follows another. */
    NEXT_SENTENCE("ForNextSentencePrediction"),
    /** The last and masked language modelling together. */
    PRE_TRAINING("ForPreTraining");

    /** The tasks that most encoders have classes for. */
    public static final List<EncoderTask> COMMON = List.of(
            ENCODER,
            SEQUENCE_CLASSIFICATION,
            TOKEN_CLASSIFICATION,
            QUESTION_ANSWERING,
            MASKED_LANGUAGE_MODEL,
            MULTIPLE_CHOICE);

    private final String suffix;

    EncoderTask(String suffix) {
        this.suffix = suffix;
    }

    /** The architectures for these tasks of classes that begin with one of these names. */
    public static String[] architectures(List<EncoderTask> tasks, List<String> classes) {
        return classes.stream()
                .flatMap(c -> tasks.stream().map(t -> t.architecture(c)))
                .toArray(String[]::new);
    }

    /** The architecture of a class that begins with this name. */
    public String architecture(String className) {
        return className + suffix;
    }

    /**
     * The task of the first known architecture that a checkpoint names. If it names no class that transformers has, its
     * parameters tell.
     *
     * @param byParameters the task that the parameters are for
     * @param classes what the names of known architectures begin with
     * @param className what is taken if none is named
     */
    public static EncoderTask of(
            ModelConfig config, Supplier<EncoderTask> byParameters, List<String> classes, String className) {
        for (String architecture : config.architectures()) {
            for (EncoderTask task : values()) {
                if (classes.stream().map(task::architecture).anyMatch(architecture::equals)) {
                    return task;
                }
            }
        }
        if (config.saysWhichClass()) {
            throw config.wrong(
                    "architectures",
                    "a list that names one of " + List.of(architectures(List.of(values()), classes)),
                    config.architectures());
        }
        EncoderTask task = byParameters.get();
        config.takeFor(task.architecture(className));
        return task;
    }
}
