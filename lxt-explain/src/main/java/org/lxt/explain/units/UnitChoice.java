// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

import java.util.Arrays;
import java.util.List;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.composite.SitePattern;

/**
 * Some units of a model at some positions: a value by its name, or several by a pattern of names, as {@link
 * SitePattern} has them; of each all units or some; of these all positions or some. As text {@code
 * layers.3.self_attn.heads[5]@7}: head 5 at token 7.
 *
 * @param name name of a value, such as {@code layers.3.mlp.neurons}, or a pattern, such as {@code layers.*.mlp.neurons}
 * @param units units of the value, ascending; empty for all
 * @param positions tokens of the prompt, ascending; empty for all
 */
public record UnitChoice(String name, List<Integer> units, List<Integer> positions) {
    /** Checks the pattern, and that no number is negative; orders the numbers. */
    public UnitChoice {
        SitePattern.of(name);
        units = ordered(units, "unit");
        positions = ordered(positions, "position");
    }

    private static List<Integer> ordered(List<Integer> numbers, String what) {
        List<Integer> sorted = numbers.stream().sorted().distinct().toList();
        if (!sorted.isEmpty() && sorted.getFirst() < 0) {
            throw new ExplainException(what + " " + sorted.getFirst() + " is negative; they count from 0");
        }
        return sorted;
    }

    /** All units at all positions of the values of these names. */
    public static UnitChoice of(String name) {
        return new UnitChoice(name, List.of(), List.of());
    }

    /**
     * Reads {@code NAME}, {@code NAME[UNITS]}, {@code NAME@POSITIONS} or {@code NAME[UNITS]@POSITIONS}; units and positions are
     * numbers and ranges, such as {@code 3,7-9}.
     *
     * @throws ExplainException if it is none of these
     */
    public static UnitChoice parse(String text) {
        int at = text.lastIndexOf('@');
        String before = at < 0 ? text : text.substring(0, at);
        List<Integer> positions = at < 0 ? List.of() : Indices.parse(text.substring(at + 1), "positions");
        int bracket = before.indexOf('[');
        if (bracket < 0 && before.indexOf(']') < 0) {
            return new UnitChoice(before.strip(), List.of(), positions);
        }
        if (bracket < 0 || !before.endsWith("]")) {
            throw new ExplainException("'" + text + "' does not name units; write NAME[UNITS]@POSITIONS, such as"
                    + " layers.3.self_attn.heads[5]@7, or the NAME alone");
        }
        List<Integer> units = Indices.parse(before.substring(bracket + 1, before.length() - 1), "units");
        return new UnitChoice(before.substring(0, bracket).strip(), units, positions);
    }

    /** The same values, but these units of them. */
    public UnitChoice units(int... some) {
        return new UnitChoice(name, Arrays.stream(some).boxed().toList(), positions);
    }

    /** The same units, but at these positions. */
    public UnitChoice at(int... some) {
        return new UnitChoice(name, units, Arrays.stream(some).boxed().toList());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return name
                + (units.isEmpty() ? "" : "[" + Indices.toString(units) + "]")
                + (positions.isEmpty() ? "" : "@" + Indices.toString(positions));
    }
}
