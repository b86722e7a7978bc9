// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.Comparator;
import java.util.List;
import org.lxt.explain.units.UnitSum;
import org.lxt.report.Explained;

/**
 * A unit among those of all values that were asked for.
 *
 * @param name its value and its number, such as {@code layers.3.self_attn.heads[5]}
 * @param token the name of the token where it is strongest
 * @param sum its numbers
 */
public record RankedUnits(String name, String token, UnitSum sum) {
    /** The strongest of all values together, largest in size first. */
    public static List<RankedUnits> of(Explained e, int most) {
        return e.units().stream()
                .flatMap(value -> value.strongest().stream()
                        .map(unit -> new RankedUnits(
                                value.name() + "[" + unit.unit() + "]",
                                e.tokens().get(unit.token()).text(),
                                unit)))
                .sorted(Comparator.comparingDouble(u -> -Math.abs(u.sum().relevance())))
                .limit(most)
                .toList();
    }

    /** How many units of how many values there are. */
    public static String counted(Explained e) {
        long units = e.units().stream().mapToLong(value -> value.units()).sum();
        return units
                + (units == 1 ? " unit" : " units")
                + (e.units().size() == 1 ? " of one value" : " of " + e.units().size() + " values");
    }
}
