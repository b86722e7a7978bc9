// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which layers see a sliding window only. */
final class Windows {
    private static final String PATTERN = "attention.sliding_window_pattern";

    private Windows() {}

    /**
     * Puts the window and the kind of each layer into the options: from a list of them, or from a period, whose last layer sees
     * everything; with a period of 0 all slide. Without a window all layers see everything, whatever the pattern.
     *
     * @param absent the period where the metadata has none
     * @return whether there is a window
     */
    static boolean layers(GgufOptions options, Map<String, Object> config, int absent) {
        return layers(options, config, absent, false);
    }

    /** The same where the first layer of a period may be the one that sees everything. */
    static boolean layers(GgufOptions options, Map<String, Object> config, int absent, boolean firstSeesAll) {
        OptionalInt window = options.count("attention.sliding_window");
        window.ifPresent(size -> config.put("sliding_window", size));
        int layers = Decoders.size(config, "num_hidden_layers");
        List<String> types = new ArrayList<>();
        for (boolean slides : slides(options, layers, absent, firstSeesAll)) {
            types.add(slides && window.isPresent() ? "sliding_attention" : "full_attention");
        }
        config.put("layer_types", types);
        return window.isPresent();
    }

    private static boolean[] slides(GgufOptions options, int layers, int absent, boolean firstSeesAll) {
        if (options.isList(PATTERN)) {
            boolean[] slides = options.flags(PATTERN);
            if (slides.length < layers) {
                throw options.wrong(PATTERN, "one flag for each of the " + layers + " layers");
            }
            return Arrays.copyOf(slides, layers);
        }
        int period = options.has(PATTERN) ? options.count(PATTERN).orElse(0) : absent;
        boolean[] slides = new boolean[layers];
        for (int i = 0; i < layers; i++) {
            slides[i] = period == 0 || i % period != (firstSeesAll ? 0 : period - 1);
        }
        return slides;
    }
}
