// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

import java.util.Arrays;
import java.util.List;

/**
 * What reports show of the units of a value.
 *
 * @param name the value's name, such as {@code layers.3.mlp.neurons}
 * @param tokens how many tokens there are
 * @param units how many units there are
 * @param relevance of the whole value
 * @param ofUnits of each unit, all tokens together, where there are so few of them that a report shows all; else empty
 * @param strongest the units with the largest relevance in size, largest first
 */
public record UnitSummary(
        String name, int tokens, int units, double relevance, List<Double> ofUnits, List<UnitSum> strongest) {
    /** So many units of a value are kept by themselves. */
    public static final int STRONGEST = 50;

    /** Of a value with more units than this, no report shows all. */
    private static final int MOST = 128;

    /** Copies the lists. */
    public UnitSummary {
        ofUnits = List.copyOf(ofUnits);
        strongest = List.copyOf(strongest);
    }

    /** The summary of a value. */
    public static UnitSummary of(UnitRelevance value) {
        return new UnitSummary(
                value.site().path(),
                value.tokens(),
                value.units(),
                value.sum(),
                value.units() > MOST
                        ? List.of()
                        : Arrays.stream(value.ofUnits()).boxed().toList(),
                value.strongest(STRONGEST));
    }
}
