package org.lxt.spi.parts.options;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.lxt.spi.checkpoint.ModelConfig;

/** Which layers see all earlier positions and which only a sliding window of them: {@code layer_types}. */
public final class LayerTypes {
    private static final String OPTION = "layer_types";
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";

    private final IntPredicate sliding;

    private LayerTypes(IntPredicate sliding) {
        this.sliding = sliding;
    }

    /**
     * Reads the option.
     *
     * @param layers number of layers
     * @param slidingIfAbsent which layers slide if the file does not have the option
     * @throws org.lxt.spi.checkpoint.ModelException if it names another kind of attention, or is not of one name a layer
     */
    public static LayerTypes read(ModelConfig config, String family, int layers, IntPredicate slidingIfAbsent) {
        Optional<List<String>> told = config.strings(OPTION);
        if (told.isEmpty()) {
            return new LayerTypes(slidingIfAbsent);
        }
        List<String> names = told.get();
        if (names.stream().anyMatch(n -> !n.equals(FULL) && !n.equals(SLIDING))) {
            throw config.unsupported(OPTION, family, "a list of " + FULL + " and " + SLIDING);
        }
        if (names.size() != layers) {
            throw config.wrong(OPTION, "one name for each of the " + layers + " layers", names);
        }
        return new LayerTypes(layer -> names.get(layer).equals(SLIDING));
    }

    /** Whether a layer sees a sliding window only. */
    public boolean slides(int layer) {
        return sliding.test(layer);
    }
}
