package org.lxt.spi.decoder;

import java.util.OptionalInt;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.backend.Activation;

/**
 * The options that LLaMA and its relatives share, checked.
 *
 * @param vocabulary number of token ids
 * @param hidden width of a hidden state
 * @param layers number of layers
 * @param intermediate inner width of an MLP
 * @param heads heads of attention
 * @param normEpsilon added to the mean square in norms
 * @param activation activation of MLPs
 * @param tiedHead whether the head is the embedding
 * @param rope rotary embedding of all layers
 */
public record DecoderConfig(
        int vocabulary,
        int hidden,
        int layers,
        int intermediate,
        Heads heads,
        double normEpsilon,
        Activation activation,
        boolean tiedHead,
        RotaryEmbedding rope) {
    /**
     * Reads the options.
     *
     * @param family name of the family, for messages
     * @param absentHeadSize width of a head if the file does not give it; if empty, the hidden size over the heads
     * @param absentMaxPositions {@code max_position_embeddings} if the file does not give it
     * @throws org.lxt.spi.ModelException if one is missing or not usable
     */
    public static DecoderConfig read(
            ModelConfig config, String family, OptionalInt absentHeadSize, int absentMaxPositions) {
        return read(config, family, absentHeadSize, absentMaxPositions, RotaryEmbedding::read);
    }

    /** Reads the options, the rotary embedding as {@code rope} does; see the other method. */
    public static DecoderConfig read(
            ModelConfig config,
            String family,
            OptionalInt absentHeadSize,
            int absentMaxPositions,
            RotaryEmbedding.Reader rope) {
        int hidden = config.positive("hidden_size");
        Heads heads = Heads.read(config, hidden, absentHeadSize);
        int maxPositions = config.optionalPositive("max_position_embeddings").orElse(absentMaxPositions);
        return new DecoderConfig(
                config.positive("vocab_size"),
                hidden,
                config.positive("num_hidden_layers"),
                config.positive("intermediate_size"),
                heads,
                DecoderOptions.normEpsilon(config),
                DecoderOptions.activation(config, family, "hidden_act", "silu"),
                config.flag("tie_word_embeddings", false),
                rope.read(config, family, heads.size(), maxPositions));
    }

    /** The sizes a caller of the model needs. */
    public ModelSizes sizes() {
        return new ModelSizes(vocabulary, hidden, layers, rope.reach());
    }
}
