// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        LANGUAGE_MODEL("ForCausalLM", "LMHeadModel"),
        /** To classify or rate a text, by its last token that is not padding. */
        SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
        /** To classify each token. */
        TOKEN_CLASSIFICATION("ForTokenClassification"),
        /** None: a decoder without a head gives its last states, after the last norm. */
        STATES("Model");

        private final String suffix;
        private final String olderSuffix;

        Kind(String suffix) {
            this(suffix, suffix);
        }

        Kind(String suffix, String olderSuffix) {
            this.suffix = suffix;
            this.olderSuffix = olderSuffix;
        }

        private boolean ends(String architecture) {
            return architecture.endsWith(suffix) || architecture.endsWith(olderSuffix);
        }
    }

    /** The layer that classifies tokens, in most families and in GPT-2. */
    private static final List<String> OF_TOKENS = List.of("score.bias", "classifier.weight");

    private final ModelConfig config;
    private final List<String> architectures;
    private final Optional<Kind> said;

    private DecoderTask(ModelConfig config, List<String> architectures, Optional<Kind> said) {
        this.config = config;
        this.architectures = architectures;
        this.said = said;
    }

    /** The task of a class that has one only. */
    public static DecoderTask of(ModelConfig config, String architecture) {
        return new DecoderTask(config, List.of(architecture), Optional.of(kindOf(architecture)));
    }

    /** The architectures for all tasks of a class whose names begin so, such as {@code LlamaForCausalLM}. */
    public static String[] architectures(String className) {
        return Arrays.stream(Kind.values()).map(kind -> className + kind.suffix).toArray(String[]::new);
    }

    /**
     * Reads the first architecture that a checkpoint names.
     *
     * @param architectures those of the family, one for each task that it has
     */
    public static DecoderTask read(ModelConfig config, String... architectures) {
        List<String> known = List.of(architectures);
        Optional<Kind> said = config.architectures().stream()
                .filter(known::contains)
                .findFirst()
                .map(DecoderTask::kindOf);
        return new DecoderTask(config, known, config.saysWhichClass() ? said : Optional.empty());
    }

    private static Kind kindOf(String architecture) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.ends(architecture))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no task of a decoder: " + architecture));
    }

    /** Whether the file says that it is of this kind. */
    public boolean isSaid(Kind kind) {
        return said.stream().anyMatch(kind::equals);
    }

    /**
     * The kind: as said, or, where the file does not say which class it is for, as the head that the checkpoint holds tells.
     *
     * @param weights the checkpoint
     */
    public Kind kind(Weights weights) {
        if (said.isPresent()) {
            return said.get();
        }
        Kind stored = stored(weights);
        architectures.stream().filter(a -> kindOf(a) == stored).findFirst().ifPresent(config::takeFor);
        return stored;
    }

    private static Kind stored(Weights weights) {
        if (OF_TOKENS.stream().anyMatch(weights::has)) {
            return Kind.TOKEN_CLASSIFICATION;
        }
        if (weights.has("score.weight")) {
            return Kind.SEQUENCE_CLASSIFICATION;
        }
        boolean isBare = weights.has("embed_tokens.weight") && !weights.has("lm_head.weight");
        return isBare ? Kind.STATES : Kind.LANGUAGE_MODEL;
    }

    /**
     * What a decoder of this kind gives.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the names of the classes are not usable
     */
    public OutputKind output(Kind kind) {
        return switch (kind) {
            case LANGUAGE_MODEL -> OutputKind.nextToken();
            case SEQUENCE_CLASSIFICATION ->
                Labels.logits(config, Place.LAST_TOKEN).padded(padding());
            case TOKEN_CLASSIFICATION -> OutputKind.classes(Place.EACH_TOKEN, Labels.read(config));
            case STATES -> OutputKind.of("last_hidden_state", Place.EACH_TOKEN, Entries.UNIT);
        };
    }

    /** The token that pads, if there is one: some files say -1, which no token is. */
    private OptionalInt padding() {
        double id = config.number("pad_token_id").orElse(-1);
        return id >= 0 && id <= Integer.MAX_VALUE ? OptionalInt.of((int) id) : OptionalInt.empty();
    }
}
