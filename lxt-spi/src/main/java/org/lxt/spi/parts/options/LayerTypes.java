// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.backend.kernel.Band;

/** Which layers see all earlier positions and which only a sliding window of them: {@code layer_types}. */
public final class LayerTypes {
    private static final String OPTION = "layer_types";
    private static final String FULL = "full_attention";
    private static final String WINDOW = "sliding_window";
    private static final String SLIDING = "sliding_attention";

    private final IntPredicate sliding;
    private final int window;

    private LayerTypes(IntPredicate sliding, int window) {
        this.sliding = sliding;
        this.window = window;
    }

    /**
     * How many positions a layer with a window sees, {@code sliding_window}: without limit where the option is null.
     *
     * @param absent where the option is absent
     * @throws org.lxt.spi.checkpoint.ModelException if it is not a positive integer
     */
    public static int window(ModelConfig config, int absent) {
        return config.optionalPositive(WINDOW).orElse(config.isNull(WINDOW) ? Band.UNLIMITED : absent);
    }

    /**
     * Reads the option.
     *
     * @param layers number of layers
     * @param window how many positions a layer with a window sees, itself counted; {@link Band#UNLIMITED} where no window is in use
     * @param slidingIfAbsent which layers slide if the file does not have the option; none without a window
     * @throws org.lxt.spi.checkpoint.ModelException if it names another kind of attention, is not one name per layer, or has layers
     *     that slide where no window is in use
     */
    public static LayerTypes read(
            ModelConfig config, String family, int layers, int window, IntPredicate slidingIfAbsent) {
        Optional<List<String>> told = config.strings(OPTION);
        if (told.isEmpty()) {
            return new LayerTypes(layer -> window != Band.UNLIMITED && slidingIfAbsent.test(layer), window);
        }
        List<String> names = told.get();
        if (names.stream().anyMatch(n -> !n.equals(FULL) && !n.equals(SLIDING))) {
            throw config.unsupported(OPTION, family, "a list of " + FULL + " and " + SLIDING);
        }
        if (names.size() != layers) {
            throw config.wrong(OPTION, "one name for each of the " + layers + " layers", names);
        }
        if (window == Band.UNLIMITED && names.contains(SLIDING)) {
            throw config.wrong(OPTION, FULL + " in all layers where no " + WINDOW + " is in use", names);
        }
        return new LayerTypes(layer -> names.get(layer).equals(SLIDING), window);
    }

    /** Whether a layer sees a sliding window only. */
    public boolean slides(int layer) {
        return sliding.test(layer);
    }

    /** How many positions a position of a layer sees, itself counted. */
    public int window(int layer) {
        return slides(layer) ? window : Band.UNLIMITED;
    }
}
