// SPDX-License-Identifier: BSD-3-Clause
package org.example.exaone4;

import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.tensor.backend.kernel.Band;

/**
 * The options of an EXAONE 4 checkpoint, checked. Source: {@code configuration_exaone4.py} of transformers.
 *
 * @param decoder the options that EXAONE 4 shares with other decoders
 * @param types which layers see a window only
 * @param window how many tokens a token sees in such a layer, itself counted
 */
record Exaone4Config(DecoderConfig decoder, LayerTypes types, int window) {
    static final String FAMILY = "exaone4";

    /** Options that the loader does not read: of no consequence, or only at the value that is said. */
    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY).build();

    private static final String PATTERN = "sliding_window_pattern";
    private static final DecoderConfig.Absent ABSENT =
            new DecoderConfig.Absent("Exaone4", OptionalInt.empty(), 2048, 1e-5);

    static Exaone4Config read(ModelConfig config) {
        DecoderConfig decoder = DecoderConfig.read(config, FAMILY, ABSENT);
        int window = LayerTypes.window(config, 4096);
        LayerTypes types = LayerTypes.read(config, FAMILY, decoder.layers(), window, slidingIfAbsent(config, window));
        return new Exaone4Config(decoder, types, window);
    }

    /** Which layers slide where {@code layer_types} does not say it: all but every fourth, or as the pattern has it. */
    private static IntPredicate slidingIfAbsent(ModelConfig config, int window) {
        if (config.has("layer_types") || window == Band.UNLIMITED) {
            config.ignore(PATTERN);
            return layer -> false;
        }
        int pattern = config.optionalPositive(PATTERN).orElse(4);
        return layer -> (layer + 1) % pattern != 0;
    }

    /** Whether a layer turns its queries and keys by their positions: where windows are used, only layers that have one. */
    boolean rotates(int layer) {
        return window == Band.UNLIMITED || types.slides(layer);
    }
}
