// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** Tensors that checkpoints of a family may hold although they take no part in the forward pass. */
record UnusedTensors(List<Pattern> patterns) {
    private static final int NAMED = 3;

    /** By their names, where {@code *} stands for anything but a dot, {@code **} for anything. */
    static UnusedTensors of(List<String> names) {
        return new UnusedTensors(names.stream().map(UnusedTensors::pattern).toList());
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(Arrays.stream(name.split("\\*\\*", -1))
                .map(part -> Pattern.quote(part).replace("*", "\\E[^.]*\\Q"))
                .collect(Collectors.joining(".*")));
    }

    /**
     * Refuses a checkpoint that holds others which nobody asked for.
     *
     * @param family its name
     */
    void refuseOthers(ModelConfig config, AskedWeights weights, String family) {
        List<String> unused = weights.neverAsked().stream()
                .filter(n -> patterns.stream().noneMatch(p -> p.matcher(n).matches()))
                .toList();
        if (unused.isEmpty()) {
            return;
        }
        String some =
                unused.stream().limit(NAMED).map(n -> "'" + Excerpt.of(n) + "'").collect(Collectors.joining(", "));
        int rest = unused.size() - NAMED;
        throw new ModelException(config.source() + ": the weights next to it hold " + unused.size()
                + (unused.size() == 1 ? " tensor" : " tensors") + " that the family '" + family
                + "' does not use with these options: " + some + (rest > 0 ? " and " + rest + " more" : "")
                + "; check that the file belongs to the weights, or remove tensors that take no part in the"
                + " forward pass");
    }
}
