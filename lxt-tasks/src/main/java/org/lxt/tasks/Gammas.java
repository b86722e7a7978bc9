// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.report.Gamma;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.tasks.refusal.TaskException;

/**
 * The gamma rules that an image is explained under: at most one of each kind, or a grid of all pairs.
 *
 * @param convolutions gammas of the convolution that cuts the image into patches
 * @param linears gammas of linear layers
 * @param grid whether every pair of them is a heatmap of its own
 */
public record Gammas(List<Double> convolutions, List<Double> linears, boolean grid) {
    /** No gamma rule. */
    public static final Gammas NONE = new Gammas(List.of(), List.of(), false);

    /** How many heatmaps a grid has at most. */
    public static final int MOST_CELLS = 64;

    /** The values of the reference's example. */
    private static final List<Double> USUAL_CONVOLUTIONS = List.of(0.1, 0.25, 100.0);

    private static final List<Double> USUAL_LINEARS = List.of(0.0, 0.01, 0.05, 0.1, 1.0);

    /** Copies the lists and checks the numbers. */
    public Gammas {
        convolutions = List.copyOf(convolutions);
        linears = List.copyOf(linears);
        if (Stream.concat(convolutions.stream(), linears.stream()).anyMatch(g -> !(g >= 0 && Double.isFinite(g)))) {
            throw new TaskException("a gamma must be a number, 0 or more");
        }
        if (grid && cells(convolutions, linears) > MOST_CELLS) {
            throw new TaskException("a grid has at most " + MOST_CELLS + " heatmaps; give fewer gammas");
        }
        if (!grid && (convolutions.size() > 1 || linears.size() > 1)) {
            throw new TaskException("several gammas make a grid; ask for one, or give one gamma");
        }
    }

    /**
     * All pairs of these gammas.
     *
     * @param convolutions empty for 0.1, 0.25 and 100
     * @param linears empty for 0, 0.01, 0.05, 0.1 and 1
     */
    public static Gammas grid(List<Double> convolutions, List<Double> linears) {
        return new Gammas(convolutions, linears, true);
    }

    /** How many heatmaps a grid of these gammas has; an empty list stands for the usual ones. */
    public static int cells(List<Double> convolutions, List<Double> linears) {
        return orUsual(convolutions, USUAL_CONVOLUTIONS).size()
                * orUsual(linears, USUAL_LINEARS).size();
    }

    /** The pairs of a grid, convolutions first; those with the same gamma for convolutions follow each other. */
    List<Gamma> cells() {
        return orUsual(convolutions, USUAL_CONVOLUTIONS).stream()
                .flatMap(c -> orUsual(linears, USUAL_LINEARS).stream().map(l -> new Gamma(c, l)))
                .toList();
    }

    /** The rules of layers, or null if there are none. */
    @Nullable
    Composite composite() {
        if (convolutions.isEmpty() && linears.isEmpty()) {
            return null;
        }
        Composite.Builder builder = Composite.builder();
        convolutions.forEach(g -> builder.convolutions(LayerRule.gamma(g)));
        linears.forEach(g -> builder.linears(LayerRule.gamma(g)));
        return builder.build();
    }

    /** The gamma of the only explanation, where both are given. */
    @Nullable
    Gamma gamma() {
        return convolutions.size() == 1 && linears.size() == 1
                ? new Gamma(convolutions.getFirst(), linears.getFirst())
                : null;
    }

    private static List<Double> orUsual(List<Double> given, List<Double> usual) {
        return given.isEmpty() ? usual : given;
    }
}
