package org.lxt.models.bert;

import java.util.List;
import java.util.function.Supplier;
import org.lxt.spi.checkpoint.ModelConfig;

/** What an encoder was trained for, as the name of its architecture ends. */
enum EncoderTask {
    ENCODER("Model"),
    SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
    TOKEN_CLASSIFICATION("ForTokenClassification"),
    QUESTION_ANSWERING("ForQuestionAnswering"),
    MASKED_LANGUAGE_MODEL("ForMaskedLM"),
    MULTIPLE_CHOICE("ForMultipleChoice"),
    NEXT_SENTENCE("ForNextSentencePrediction"),
    PRE_TRAINING("ForPreTraining");

    /** The tasks of every family here. */
    static final List<EncoderTask> COMMON = List.of(
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
    static String[] architectures(List<EncoderTask> tasks, List<String> classes) {
        return classes.stream()
                .flatMap(c -> tasks.stream().map(t -> t.architecture(c)))
                .toArray(String[]::new);
    }

    /** The architecture of a class that begins with this name. */
    String architecture(String className) {
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
    static EncoderTask of(
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
