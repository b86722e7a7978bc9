// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.tensor.backend.kernel.Band;

/**
 * How many positions each layer sees. {@code sliding_window} counts only where {@code use_sliding_window} is true. Source:
 * {@code configuration_qwen2.py}, {@code configuration_qwen3.py} and {@code configuration_qwen3_moe.py} of transformers.
 */
final class AttentionWindows {
    private static final int FIRST_SLIDING_LAYER = 28;

    private AttentionWindows() {}

    /**
     * The window of each layer as {@code layer_types} says, or else {@code max_window_layers}: layers from that one on slide.
     *
     * @return for the index of a layer how many positions it sees, itself counted
     * @throws org.lxt.spi.checkpoint.ModelException if the options cannot be used
     */
    static IntUnaryOperator byLayer(ModelConfig config, String family, int layers) {
        int firstSliding = config.optionalCount("max_window_layers").orElse(FIRST_SLIDING_LAYER);
        int window = read(config).orElse(Band.UNLIMITED);
        LayerTypes types = LayerTypes.read(config, family, layers, window, layer -> layer >= firstSliding);
        return types::window;
    }

    /** The one window of all layers, if there is one: mixtures of experts have no other kind. */
    static int ofAllLayers(ModelConfig config, String family) {
        OptionalInt window = read(config);
        if (window.isPresent() && config.has("layer_types")) {
            throw config.unsupported(
                    "layer_types", family, "the option absent, for a sliding_window is one of all layers");
        }
        return window.orElse(Band.UNLIMITED);
    }

    private static OptionalInt read(ModelConfig config) {
        if (config.flag("use_sliding_window", false)) {
            return OptionalInt.of(config.positive("sliding_window"));
        }
        config.ignore("sliding_window");
        return OptionalInt.empty();
    }
}
