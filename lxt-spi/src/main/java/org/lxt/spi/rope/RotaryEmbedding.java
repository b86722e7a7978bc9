// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.lxt.spi.ModelInput;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.rows.PackedRows;

/**
 * A rotary position embedding as the options of a checkpoint describe it, after {@code modeling_rope_utils.py} of
 * transformers: plain, or scaled as {@code linear}, {@code dynamic}, {@code yarn}, {@code longrope} or {@code llama3}.
 *
 * <p>Under {@code dynamic} and {@code longrope} the frequencies depend on the length of the input. Here each sequence has
 * those of its own length, whatever it is packed with and whatever was computed before, unless it says that it is one of a padded
 * batch; transformers takes the longest sequence of a padded batch, padding counted, and under {@code dynamic} keeps the frequencies of a
 * long input for the short ones that follow.
 */
public final class RotaryEmbedding {
    private static final String SUPPORTED = "default, linear, dynamic, yarn, longrope, llama3";

    /** Wider than the heads of any model; bounds what a made-up number can make us allocate. */
    private static final int WIDEST_HEAD = 65536;

    /** Reads the options of a rotary embedding: {@link #read}, {@link #readPartial} or what a family does itself. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads.
         *
         * @param config options of the model
         * @param family name of the family, for messages
         * @param headSize width of a head
         * @param maxPositions the value of {@code max_position_embeddings}
         * @throws ModelException if they cannot be used
         */
        RotaryEmbedding read(ModelConfig config, String family, int headSize, int maxPositions);
    }

    private final RopeScaling scaling;

    private RotaryEmbedding(RopeScaling scaling) {
        this.scaling = scaling;
    }

    /**
     * Reads the options of either style: {@code rope_parameters} (transformers 5), or {@code rope_theta} with {@code
     * rope_scaling} (transformers 4).
     *
     * @param config options of the model
     * @param family name of the family, for messages
     * @param headSize width of a head
     * @param maxPositions the value of {@code max_position_embeddings}
     * @throws ModelException if the scaling is not implemented, lacks an option, or gives no finite frequencies, or if a
     *     head cannot be rotated because its width is odd
     */
    public static RotaryEmbedding read(ModelConfig config, String family, int headSize, int maxPositions) {
        return withTheta(RopeOptions.DEFAULT_THETA).read(config, family, headSize, maxPositions);
    }

    /**
     * Reads the options as {@link #read} does, for a family with another base of the wavelengths.
     *
     * @param absent {@code rope_theta} where the file does not give it
     */
    public static Reader withTheta(double absent) {
        return (config, family, headSize, maxPositions) -> {
            requireEven(config, headSize);
            return read(config, RopeOptions.read(config, absent, headSize, maxPositions), family);
        };
    }

    /**
     * Reads the options as {@link #read} does, but leaves the scaling out: for layers that it does not speak of.
     *
     * @param config options of the model
     * @param family name of the family, for messages
     * @param headSize width of a head
     * @param maxPositions the value of {@code max_position_embeddings}
     * @throws ModelException as {@link #read}
     */
    public static RotaryEmbedding readUnscaled(ModelConfig config, String family, int headSize, int maxPositions) {
        requireEven(config, headSize);
        RopeOptions options = RopeOptions.read(config, RopeOptions.DEFAULT_THETA, headSize, maxPositions);
        return read(config, options.withoutScaling(), family);
    }

    /**
     * Reads the options of a model that rotates only the first part of each head, {@code partial_rotary_factor} of it; the
     * factor stands outside the scaling or within it, and is 1 if absent.
     *
     * @param config options of the model
     * @param family name of the family, for messages
     * @param headSize width of a head
     * @param maxPositions the value of {@code max_position_embeddings}
     * @throws ModelException as {@link #read}
     */
    public static RotaryEmbedding readPartial(ModelConfig config, String family, int headSize, int maxPositions) {
        return readPartial(config, family, headSize, maxPositions, UnaryOperator.identity());
    }

    /**
     * Reads the same options of a family that has other names for kinds of scaling.
     *
     * @param kinds the usual name for that of the file
     * @throws ModelException as {@link #read}
     */
    public static RotaryEmbedding readPartial(
            ModelConfig config, String family, int headSize, int maxPositions, UnaryOperator<String> kinds) {
        requireEven(config, headSize);
        RopeOptions options = RopeOptions.readPartial(config, headSize, maxPositions);
        return read(config, options, family, kinds.apply(options.type(family)));
    }

    private static RotaryEmbedding read(ModelConfig config, RopeOptions options, String family) {
        return read(config, options, family, options.type(family));
    }

    private static RotaryEmbedding read(ModelConfig config, RopeOptions options, String family, String kind) {
        RotaryEmbedding result = read(options, family, kind);
        // Some kinds take it from outside their section; the others ignore it.
        config.ignore("original_max_position_embeddings");
        return result;
    }

    /**
     * Reads the options of one kind of layers, where layers differ: a section of {@code rope_parameters}, or {@code
     * rope_scaling}.
     *
     * @param config options of the model, for messages
     * @param section the options of the scaling
     * @param theta base of the wavelengths if the section does not give it
     * @param family name of the family, for messages
     * @param headSize width of a head
     * @param maxPositions the value of {@code max_position_embeddings}
     * @throws ModelException as the other method
     */
    public static RotaryEmbedding readSection(
            ModelConfig config, ModelConfig section, double theta, String family, int headSize, int maxPositions) {
        requireEven(config, headSize);
        double base = section.has("rope_theta") ? section.positiveNumber("rope_theta") : theta;
        RopeOptions options = new RopeOptions(config, section, base, headSize, maxPositions, false);
        return read(options, family, options.type(family));
    }

    private static void requireEven(ModelConfig config, int headSize) {
        if (headSize % 2 != 0 || headSize > WIDEST_HEAD) {
            throw config.wrong(
                    "head_dim", "even and at most " + WIDEST_HEAD + ", for rotary position embeddings", headSize);
        }
    }

    private static RotaryEmbedding read(RopeOptions options, String family, String kind) {
        RopeScaling scaling = switch (kind) {
            case "default" -> RopeScaling.constant(new RopeFrequencies(options.unscaled(), 1), options.maxPositions());
            case "linear" -> LinearScaling.read(options);
            case "dynamic" -> DynamicScaling.read(options);
            case "llama3" -> Llama3Scaling.read(options);
            case "yarn" -> YarnScaling.read(options);
            case "longrope" -> LongRopeScaling.read(options);
            default -> throw options.unsupported(family, SUPPORTED);
        };
        boolean isFloat = Float.isFinite((float) options.theta());
        if (!isFloat
                || !scaling.at(1).areFinite()
                || !scaling.at(Integer.MAX_VALUE).areFinite()) {
            throw new ModelException(options.config().source()
                    + ": the options of the rotary position embedding (rope_theta " + options.theta()
                    + ") give no finite frequencies; correct rope_theta and the scaling");
        }
        return new RotaryEmbedding(scaling);
    }

    /**
     * The frequencies for an input.
     *
     * @param length its largest position plus 1
     */
    public RopeFrequencies frequencies(int length) {
        return scaling.at(length);
    }

    /** How many positions the options were made for. */
    public int reach() {
        return (int) scaling.reach();
    }

    /**
     * Cosines and sines for some of an input's rows.
     *
     * @param scope owns the table
     * @param rows which rows; of the input's
     */
    public RopeTable table(Scope scope, ModelInput input, PackedRows rows) {
        RopeFrequencies[] frequencies = frequenciesOfRows(input);
        int[] all = input.positions();
        int[] indices = rows.indicesIn(input.rows());
        int[] positions = Arrays.stream(indices).map(i -> all[i]).toArray();
        return RopeTable.of(
                scope,
                positions,
                row -> frequencies[indices[row]].inverse(),
                row -> frequencies[indices[row]].amplitude());
    }

    private RopeFrequencies[] frequenciesOfRows(ModelInput input) {
        RopeFrequencies[] rows = new RopeFrequencies[input.rows().size()];
        int row = 0;
        for (ModelInput.TokenSequence sequence : input.sequences()) {
            Arrays.fill(rows, row, row + sequence.ids().length, scaling.at(sequence.reach()));
            row += sequence.ids().length;
        }
        return rows;
    }
}
