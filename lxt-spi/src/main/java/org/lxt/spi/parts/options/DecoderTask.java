package org.lxt.spi.parts.options;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.lxt.spi.Labels;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;

/**
 * What a decoder was trained for, as the name of its class ends, and so what it gives. Source: {@code
 * GenericForSequenceClassification} and {@code GenericForTokenClassification} of transformers.
 */
public final class DecoderTask {
    /** The kinds of tasks. */
    public enum Kind {
        /** To say which token comes next. */
        LANGUAGE_MODEL("ForCausalLM"),
        /** To classify or rate a text, by its last token that is not padding. */
        SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
        /** To classify each token. */
        TOKEN_CLASSIFICATION("ForTokenClassification"),
        /** None: a decoder without a head gives its last states, after the last norm. */
        STATES("Model");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private final ModelConfig config;
    private final String className;
    private final Optional<Kind> said;
    private final OptionalInt padding;

    private DecoderTask(ModelConfig config, String className) {
        this.config = config;
        this.className = className;
        this.said = config.architectures().stream()
                .flatMap(name -> Arrays.stream(Kind.values()).filter(kind -> name.endsWith(kind.suffix)))
                .findFirst();
        this.padding = config.optionalCount("pad_token_id");
    }

    /** The architectures for all tasks of a class whose names begin so, such as {@code LlamaForCausalLM}. */
    public static String[] architectures(String className) {
        return Arrays.stream(Kind.values()).map(kind -> className + kind.suffix).toArray(String[]::new);
    }

    /**
     * Reads the first architecture that a checkpoint names, and the id of its padding.
     *
     * @param className what the names of its classes begin with
     * @throws org.lxt.spi.checkpoint.ModelException if the id is not one
     */
    public static DecoderTask read(ModelConfig config, String className) {
        return new DecoderTask(config, className);
    }

    /**
     * The kind: as said, or, where the file does not say which class it is for, as the head that the checkpoint holds.
     *
     * @param byTensors the kind by the parameters
     */
    public Kind kind(Kind byTensors) {
        if (said.isPresent() && config.saysWhichClass()) {
            return said.get();
        }
        config.takeFor(className + byTensors.suffix);
        return byTensors;
    }

    /** The kind, told by the usual names of heads where nothing else tells: {@code score}, with a bias if it is for tokens. */
    public Kind kind(Weights weights) {
        return kind(
                !weights.has("score.weight")
                        ? Kind.LANGUAGE_MODEL
                        : weights.has("score.bias") ? Kind.TOKEN_CLASSIFICATION : Kind.SEQUENCE_CLASSIFICATION);
    }

    /**
     * What a decoder of this kind gives.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the names of the classes are not usable
     */
    public OutputKind output(Kind kind) {
        return switch (kind) {
            case LANGUAGE_MODEL -> OutputKind.nextToken();
            case SEQUENCE_CLASSIFICATION -> Labels.logits(config, Place.LAST_TOKEN).padded(padding);
            case TOKEN_CLASSIFICATION -> OutputKind.classes(Place.EACH_TOKEN, Labels.read(config));
            case STATES -> OutputKind.of("last_hidden_state", Place.EACH_TOKEN, Entries.UNIT);
        };
    }
}
