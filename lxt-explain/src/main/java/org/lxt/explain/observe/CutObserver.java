// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.NamedValue;
import org.lxt.rules.RunObserver;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Seed;
import org.lxt.tensor.SeedRow;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * Cuts one pass at some values: each goes on as a watched tensor of its own, with the same numbers, so that a walk back from one of
 * them ends at those before it. Layers must not be computed again in the backward pass.
 */
public final class CutObserver implements RunObserver {
    private final List<SitePattern> patterns;
    private final List<Cut> cuts = new ArrayList<>();

    /**
     * An observer of one pass.
     *
     * @param patterns patterns of the names of values that it is cut at
     */
    public CutObserver(List<SitePattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Where a pass was cut.
     *
     * @param seen the value
     * @param before what the pass computed
     * @param after what it went on with
     */
    public record Cut(SeenValue seen, Tensor before, Tensor after) {
        /**
         * What a walk back from one unit at one token begins with.
         *
         * @param gradient of the explained value at the rows of this value, row by row
         * @param units how many units a row has
         */
        public Seed seed(int token, int unit, double[] gradient, int units) {
            int row = seen.rows().indexOf(0, token);
            int columns = seen.columns();
            int size = columns / units;
            double[] weights = new double[columns];
            System.arraycopy(gradient, row * columns + unit * size, weights, unit * size, size);
            return Seed.rows(before, List.of(SeedRow.of(row, _ -> weights)));
        }

        /** The gradient of a seed at the rows of this value, row by row; 0 where none reached it. */
        public double[] gradient(Gradients gradients, int seed) {
            return gradients.gradient(after, seed);
        }
    }

    @Override
    public Tensor value(NamedValue value) {
        Tensor computed = value.tensor();
        boolean isCut = computed.isWatched() && fits(Site.of(value.site().path()));
        if (!isCut) {
            return computed;
        }
        Tensor after = computed.scope().watch(computed.detach());
        cuts.add(new Cut(SeenValue.of(value, UnitObserver.rows(value)), computed, after));
        return after;
    }

    private boolean fits(Site site) {
        return patterns.stream().anyMatch(p -> p.fits(site));
    }

    /** Where the pass was cut, in the order of the forward pass. */
    public List<Cut> cuts() {
        return List.copyOf(cuts);
    }
}
