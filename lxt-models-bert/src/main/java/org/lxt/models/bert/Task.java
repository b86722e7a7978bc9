package org.lxt.models.bert;

import java.util.Arrays;
import java.util.List;
import org.lxt.spi.ModelConfig;

/** What an encoder was trained for, as the name of its architecture ends. */
enum Task {
    ENCODER("Model"),
    SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
    TOKEN_CLASSIFICATION("ForTokenClassification"),
    QUESTION_ANSWERING("ForQuestionAnswering"),
    MASKED_LANGUAGE_MODEL("ForMaskedLM"),
    MULTIPLE_CHOICE("ForMultipleChoice"),
    NEXT_SENTENCE("ForNextSentencePrediction"),
    PRE_TRAINING("ForPreTraining");

    /** The tasks of every family here. */
    static final List<Task> COMMON = List.of(
            ENCODER,
            SEQUENCE_CLASSIFICATION,
            TOKEN_CLASSIFICATION,
            QUESTION_ANSWERING,
            MASKED_LANGUAGE_MODEL,
            MULTIPLE_CHOICE);

    private final String suffix;

    Task(String suffix) {
        this.suffix = suffix;
    }

    /** The architectures for these tasks of classes that begin with one of these names. */
    static String[] architectures(List<Task> tasks, String... classes) {
        return Arrays.stream(classes)
                .flatMap(c -> tasks.stream().map(t -> c + t.suffix))
                .toArray(String[]::new);
    }

    /** The task of the first known architecture that a checkpoint names. */
    static Task of(ModelConfig config, String... classes) {
        for (String architecture : config.architectures()) {
            for (Task task : values()) {
                if (Arrays.stream(classes).anyMatch(c -> architecture.equals(c + task.suffix))) {
                    return task;
                }
            }
        }
        throw config.wrong(
                "architectures",
                "a list that names one of " + List.of(architectures(List.of(values()), classes)),
                config.architectures());
    }
}
