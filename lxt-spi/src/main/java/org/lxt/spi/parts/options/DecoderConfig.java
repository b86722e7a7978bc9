// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import java.util.OptionalInt;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.backend.kernel.Activation;

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
 * @param rope rotary embedding of all layers, or, where they differ, of those that see everything
 * @param positions how many positions a text can have
 * @param task what the decoder was trained for
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
        RotaryEmbedding rope,
        int positions,
        DecoderTask task) {
    /**
     * What an option is if the file does not give it.
     *
     * @param className what the names of the family's classes begin with
     * @param headSize width of a head; if empty, the hidden size over the heads
     * @param maxPositions {@code max_position_embeddings}
     * @param normEpsilon {@code rms_norm_eps}
     * @param activation what {@code activationOption} is
     * @param tiedHead {@code tie_word_embeddings}
     * @param activationOption what the option of the activation is called
     */
    public record Absent(
            String className,
            OptionalInt headSize,
            int maxPositions,
            double normEpsilon,
            String activation,
            boolean tiedHead,
            String activationOption) {
        /** With an activation that is called {@code hidden_act}. */
        public Absent(
                String className,
                OptionalInt headSize,
                int maxPositions,
                double normEpsilon,
                String activation,
                boolean tiedHead) {
            this(className, headSize, maxPositions, normEpsilon, activation, tiedHead, "hidden_act");
        }

        /** The same where the activation is called otherwise. */
        public Absent activationOption(String name) {
            return new Absent(className, headSize, maxPositions, normEpsilon, activation, tiedHead, name);
        }

        /** With gates of SiLU, and a head of its own. */
        public Absent(String className, OptionalInt headSize, int maxPositions, double normEpsilon) {
            this(className, headSize, maxPositions, normEpsilon, "silu", false);
        }

        /** The usual ones: heads that fill the hidden size, an epsilon of 1e-6. */
        public static Absent usual(String className, int maxPositions) {
            return new Absent(className, OptionalInt.empty(), maxPositions, 1e-6);
        }

        /** The same, but the head is the embedding. */
        public Absent tied() {
            return new Absent(className, headSize, maxPositions, normEpsilon, activation, true, activationOption);
        }
    }

    /**
     * Reads the options, with a rotary embedding of whole heads.
     *
     * @param family name of the family, for messages
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or not usable
     */
    public static DecoderConfig read(ModelConfig config, String family, Absent absent) {
        return read(config, family, absent, RotaryEmbedding::read);
    }

    /**
     * Reads the options, the rotary embedding as {@code rope} does.
     *
     * @param family name of the family, for messages
     * @throws org.lxt.spi.checkpoint.ModelException if one is missing or not usable
     */
    public static DecoderConfig read(ModelConfig config, String family, Absent absent, RotaryEmbedding.Reader rope) {
        int hidden = config.positive("hidden_size");
        Heads heads = Heads.read(config, hidden, absent.headSize());
        int maxPositions = config.optionalPositive("max_position_embeddings").orElse(absent.maxPositions());
        RotaryEmbedding rotary = rope.read(config, family, heads.size(), maxPositions);
        return new DecoderConfig(
                config.positive("vocab_size"),
                hidden,
                config.positive("num_hidden_layers"),
                config.positive("intermediate_size"),
                heads,
                LayerOptions.normEpsilon(config, "rms_norm_eps", absent.normEpsilon()),
                LayerOptions.activation(config, family, absent.activationOption(), absent.activation()),
                config.flag("tie_word_embeddings", absent.tiedHead()),
                rotary,
                rotary.reach(),
                DecoderTask.read(config, DecoderTask.architectures(absent.className())));
    }

    /**
     * The same options of a decoder that is one part of a checkpoint, whose other options say what counts for its head.
     *
     * @param isTied whether the head is the embedding
     * @param trainedFor what the decoder was trained for
     */
    public DecoderConfig partOf(boolean isTied, DecoderTask trainedFor) {
        return new DecoderConfig(
                vocabulary,
                hidden,
                layers,
                intermediate,
                heads,
                normEpsilon,
                activation,
                isTied,
                rope,
                positions,
                trainedFor);
    }

    /** The sizes a caller of the model needs. */
    public ModelSizes sizes() {
        return new ModelSizes(vocabulary, hidden, layers, positions);
    }
}
