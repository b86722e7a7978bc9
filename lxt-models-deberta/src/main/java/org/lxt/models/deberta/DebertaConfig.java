// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.options.LayerOptions;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * The checked options of DeBERTa. Source: {@code configuration_deberta.py} and {@code configuration_deberta_v2.py} of
 * transformers.
 *
 * @param vocabulary number of token ids
 * @param positions {@code max_position_embeddings}
 * @param addsPositions whether embeddings of positions are added to those of tokens
 * @param types number of token types; 0 if there are none
 * @param hidden width of a hidden state
 * @param layers number of layers
 * @param heads attention heads
 * @param inner width between the two layers of an MLP
 * @param activation activation of the MLP and of the head of a masked language model
 * @param pooler activation of the pooler
 * @param normEpsilon added to the variance in norms
 * @param tiedHead whether the token embedding is the decoder of a masked language model too
 * @param legacy whether a masked language model has the usual head and not that of the first published files
 * @param relative options of relative positions
 * @param convolution the convolution alongside the first layer, if there is one
 */
record DebertaConfig(
        int vocabulary,
        int positions,
        boolean addsPositions,
        int types,
        int hidden,
        int layers,
        Heads heads,
        int inner,
        Activation activation,
        Activation pooler,
        double normEpsilon,
        boolean tiedHead,
        boolean legacy,
        Relative relative,
        Optional<Convolution> convolution) {
    private static final int POSITIONS = 512;
    private static final double EPSILON = 1e-7;

    /** Further than any text; bounds what a made-up number can make of a table. */
    private static final int FURTHEST = 1 << 28;

    /** Wider than any; bounds what a made-up number can make of a matrix. */
    private static final int WIDEST_KERNEL = 63;

    private static final String POOLER_SIZE = "pooler_hidden_size";
    private static final String HEAD_SIZE = "attention_head_size";
    private static final String REACH = "max_relative_positions";
    private static final String SCORES = "pos_att_type";
    private static final String NORM = "norm_rel_ebd";
    private static final String CONTENT_TO_POSITION = "c2p";
    private static final String POSITION_TO_CONTENT = "p2c";

    /**
     * Options of relative positions.
     *
     * @param used whether there are any
     * @param terms which products with positions the scores have: {@code c2p}, {@code p2c}
     * @param reach the furthest offset that is told from further ones
     * @param buckets how many buckets the offsets on each side go into, or 0 if each has its own
     * @param normed whether the embeddings are normed
     * @param shared whether positions are projected as tokens are
     */
    record Relative(boolean used, Set<String> terms, int reach, int buckets, boolean normed, boolean shared) {
        /** Whether queries are multiplied with positions. */
        boolean contentToPosition() {
            return used && terms.contains(CONTENT_TO_POSITION);
        }

        /** Whether keys are multiplied with positions. */
        boolean positionToContent() {
            return used && terms.contains(POSITION_TO_CONTENT);
        }

        /** Rows of the table of embeddings for each direction. */
        int span() {
            return buckets > 0 ? buckets : reach;
        }
    }

    /**
     * A convolution over tokens.
     *
     * @param kernel how many tokens a filter reads
     * @param groups how many equal parts the channels are in, each part of the outputs reading one
     * @param activation activation of what it gives
     */
    record Convolution(int kernel, int groups, Activation activation) {
        private static final String KERNEL = "conv_kernel_size";
        private static final String GROUPS = "conv_groups";
        private static final String ACTIVATION = "conv_act";

        /** The options, which the first version does not have. */
        static Optional<Convolution> read(ModelConfig config, DebertaVersion version, int hidden) {
            if (version == DebertaVersion.FIRST) {
                return Optional.empty();
            }
            int kernel = config.optionalCount(KERNEL).orElse(0);
            if (kernel == 0) {
                config.ignore(GROUPS);
                config.ignore(ACTIVATION);
                return Optional.empty();
            }
            int groups = config.optionalPositive(GROUPS).orElse(1);
            if (kernel % 2 == 0 || kernel > WIDEST_KERNEL) {
                throw config.wrong(KERNEL, "0, or odd and at most " + WIDEST_KERNEL, kernel);
            }
            if (hidden % groups != 0) {
                throw config.wrong(GROUPS, "a divisor of hidden_size (" + hidden + ")", groups);
            }
            return Optional.of(new Convolution(
                    kernel, groups, LayerOptions.activation(config, version.family(), ACTIVATION, "tanh")));
        }
    }

    /**
     * Reads and checks the options.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or not usable
     */
    static DebertaConfig read(ModelConfig config, DebertaVersion version) {
        String family = version.family();
        int hidden = config.positive("hidden_size");
        Heads heads = Heads.dividing(config, "num_attention_heads", "hidden_size", hidden);
        int positions = config.optionalPositive("max_position_embeddings").orElse(POSITIONS);
        same(config, HEAD_SIZE, heads.size(), "hidden_size over num_attention_heads");
        same(config, POOLER_SIZE, hidden, "hidden_size");
        return new DebertaConfig(
                config.positive("vocab_size"),
                positions,
                config.flag("position_biased_input", true),
                config.optionalCount("type_vocab_size").orElse(0),
                hidden,
                config.positive("num_hidden_layers"),
                heads,
                config.positive("intermediate_size"),
                LayerOptions.activation(config, family, "hidden_act", "gelu"),
                LayerOptions.activation(config, family, "pooler_hidden_act", "gelu"),
                LayerOptions.normEpsilon(config, "layer_norm_eps", EPSILON),
                config.flag("tie_word_embeddings", true),
                config.flag("legacy", true),
                relative(config, version, positions),
                Convolution.read(config, version, hidden));
    }

    private static void same(ModelConfig config, String option, int expected, String what) {
        OptionalInt told = config.optionalPositive(option);
        if (told.orElse(expected) != expected) {
            throw config.wrong(option, what + " (" + expected + ")", told.getAsInt());
        }
    }

    private static Relative relative(ModelConfig config, DebertaVersion version, int positions) {
        int told = positiveOr(config, REACH, positions);
        if (told > FURTHEST) {
            throw config.wrong(REACH, "at most " + FURTHEST, told);
        }
        boolean used = config.flag("relative_attention", false);
        Set<String> terms = terms(config, version);
        if (version == DebertaVersion.FIRST) {
            return new Relative(used, terms, told, 0, false, false);
        }
        int buckets = positiveOr(config, "position_buckets", 0);
        // The logarithm grows from half the buckets on, up to the furthest offset.
        if (used && buckets > 0 && (buckets < 2 || buckets > FURTHEST || told - 1 <= buckets / 2)) {
            throw config.wrong(
                    "position_buckets", "2 or more, and less than twice the furthest offset (" + told + ")", buckets);
        }
        return new Relative(used, terms, told, buckets, isNormed(config, version), config.flag("share_att_key", false));
    }

    /** An integer that is as good as absent where it is not positive, as these files often say -1. */
    private static int positiveOr(ModelConfig config, String option, int absent) {
        double told = config.number(option).orElse(-1);
        return told < 1 ? absent : config.positive(option);
    }

    private static Set<String> terms(ModelConfig config, DebertaVersion version) {
        List<String> named = config.raw(SCORES) instanceof String text
                ? Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\|", -1))
                        .map(String::strip)
                        .toList()
                : config.strings(SCORES).orElse(List.of());
        Set<String> known = Set.of(CONTENT_TO_POSITION, POSITION_TO_CONTENT);
        if (!known.containsAll(named) || Set.copyOf(named).size() != named.size()) {
            throw config.unsupported(
                    SCORES,
                    version.family(),
                    CONTENT_TO_POSITION + ", " + POSITION_TO_CONTENT + ", or both, each once");
        }
        return Set.copyOf(named);
    }

    private static boolean isNormed(ModelConfig config, DebertaVersion version) {
        return switch (config.string(NORM)
                .orElse("none")
                .toLowerCase(Locale.ROOT)
                .strip()) {
            case "none" -> false;
            case "layer_norm" -> true;
            default -> throw config.unsupported(NORM, version.family(), "none, layer_norm");
        };
    }

    /** Factor of all scores: one over the root of the head size times the number of their terms. */
    double scale() {
        return 1 / Math.sqrt((double) heads.size() * (1 + relative.terms().size()));
    }
}
