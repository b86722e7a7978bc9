// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.UnitChoice;
import org.lxt.rules.NamedValue;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Site;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;

/**
 * A change of units, as a pass makes it: {@code factor} times what is there, plus what another run has there.
 *
 * @param what which units, where
 * @param pattern the pattern of its name
 * @param sequence the sequence of a pack that it is about; {@link #EVERY} for all
 * @param factor what activations are multiplied by; 0 if they are replaced
 * @param other what the other run has, by the path of the site, {@code [tokens, columns]}; null if nothing is added
 */
public record Edit(
        UnitChoice what,
        SitePattern pattern,
        int sequence,
        double factor,
        @Nullable Map<String, SeenValue> other) {
    /** All sequences. */
    public static final int EVERY = -1;

    /**
     * A change of all sequences.
     *
     * @param other what the prompt that is patched in has, if one is
     */
    public static Edit of(Intervention change, Map<String, SeenValue> other) {
        SitePattern pattern = SitePattern.of(change.what().name());
        return switch (change) {
            case Intervention.Scale scale -> new Edit(scale.what(), pattern, EVERY, scale.factor(), null);
            case Intervention.Patch patch -> new Edit(patch.what(), pattern, EVERY, 0, other);
        };
    }

    /** The same of one sequence. */
    public Edit in(int one) {
        return new Edit(what, pattern, one, factor, other);
    }

    /**
     * Writes it into factors and addends of a value's elements.
     *
     * @param factors {@code [rows, columns]} of the value
     * @param addends of the same shape
     */
    void into(NamedValue value, PackedRows rows, double[] factors, double[] addends) {
        requireUnits(value);
        Routing routing = value.routing();
        if (routing != null && other != null) {
            throw notPatchable(value.site());
        }
        SeenValue source = other == null ? null : other.get(value.site().path());
        int columns = value.tensor().columns();
        int at = 0;
        for (PackedRows.Run run : rows.runs()) {
            for (int i = 0; i < run.count(); i++, at++) {
                if (fits(run.sequence(), run.firstPosition() + i)) {
                    if (routing == null) {
                        row(value, at * columns, run.firstPosition() + i, source, factors, addends);
                    } else {
                        pairs(routing, at, columns, factors);
                    }
                }
            }
        }
    }

    static ExplainException notPatchable(Site site) {
        return new ExplainException("'" + site + "' cannot be patched, for another prompt's tokens go to other experts;"
                + " patch what the experts of a layer add together, such as layers.3.mlp.added");
    }

    private boolean fits(int inSequence, int position) {
        return (sequence == EVERY || sequence == inSequence)
                && (what.positions().isEmpty() || what.positions().contains(position));
    }

    private boolean fits(int unit) {
        return what.units().isEmpty() || what.units().contains(unit);
    }

    private void row(
            NamedValue value, int first, int position, @Nullable SeenValue source, double[] factors, double[] addends) {
        int size = value.tensor().columns() / value.units();
        for (int unit = 0; unit < value.units(); unit++) {
            if (!fits(unit)) {
                continue;
            }
            for (int i = 0; i < size; i++) {
                int element = first + unit * size + i;
                factors[element] *= factor;
                addends[element] *= factor;
                if (source != null) {
                    addends[element] += source.at(position, unit * size + i);
                }
            }
        }
    }

    private void pairs(Routing routing, int token, int columns, double[] factors) {
        for (int pair = 0; pair < routing.tokenOfPair().length; pair++) {
            if (routing.tokenOfPair()[pair] == token && fits(routing.expertOfPair()[pair])) {
                for (int i = pair * columns; i < (pair + 1) * columns; i++) {
                    factors[i] *= factor;
                }
            }
        }
    }

    private void requireUnits(NamedValue value) {
        if (!what.units().isEmpty() && what.units().getLast() >= value.units()) {
            throw new ExplainException("'" + value.site() + "' has no unit "
                    + what.units().getLast() + "; its " + value.units() + " units count from 0");
        }
    }
}
