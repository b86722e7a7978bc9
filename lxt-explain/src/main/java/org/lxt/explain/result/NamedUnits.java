// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.tensor.Site;

/** Finds the units of a value by its name. */
final class NamedUnits {
    private NamedUnits() {}

    /** The units of this name, or a hidden state as a single one. */
    static UnitRelevance find(String name, List<UnitRelevance> units, List<LatentRelevance> latent) {
        return units.stream()
                .filter(u -> u.site().path().equals(name))
                .findFirst()
                .or(() -> latent.stream()
                        .filter(l -> l.site().path().equals(name))
                        .findFirst()
                        .map(NamedUnits::whole))
                .orElseThrow(() -> new ExplainException("nobody asked for the relevance at '" + name
                        + "' before it was explained; it is there at: "
                        + Stream.concat(
                                        units.stream().map(UnitRelevance::site),
                                        latent.stream().map(LatentRelevance::site))
                                .map(Site::path)
                                .distinct()
                                .toList()));
    }

    private static UnitRelevance whole(LatentRelevance state) {
        double[] unknown = new double[state.size()];
        Arrays.fill(unknown, Double.NaN);
        return new UnitRelevance(state.site(), state.size(), 1, state.relevance(), unknown);
    }
}
