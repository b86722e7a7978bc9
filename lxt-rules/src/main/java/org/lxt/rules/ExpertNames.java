// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * The values that the experts of a layer have by what those had that rows went to, so that the names and widths of the others are right
 * whatever the forward code of the experts is.
 */
final class ExpertNames {
    private final RunObserver observer;
    private final Site at;
    private final List<MlpLayer> experts;
    private final Map<Integer, Map<String, Integer>> unitsByName = new LinkedHashMap<>();

    /**
     * Of one layer.
     *
     * @param observer who is told
     * @param at site of the experts
     */
    ExpertNames(RunObserver observer, Site at, List<MlpLayer> experts) {
        this.observer = observer;
        this.at = at;
        this.experts = experts;
    }

    private Site site(int expert) {
        return at.child(Integer.toString(expert));
    }

    /** The observer of an expert that rows went to. */
    RunObserver of(int expert) {
        return new Remembering(
                site(expert).path() + ".", unitsByName.computeIfAbsent(expert, _ -> new LinkedHashMap<>()));
    }

    /** Tells of the values of an expert that no row went to. */
    void tellUnused(int expert) {
        unitsByName.entrySet().stream()
                .filter(used -> areAlike(experts.get(used.getKey()), experts.get(expert)))
                .findFirst()
                .ifPresent(used -> used.getValue()
                        .forEach((name, units) ->
                                observer.unused(Site.of(site(expert).path() + "." + name), units)));
    }

    private static boolean areAlike(MlpLayer a, MlpLayer b) {
        return width(a.gate()) == width(b.gate())
                && width(a.up()) == width(b.up())
                && width(a.down()) == width(b.down());
    }

    private static int width(@Nullable LinearLayer layer) {
        return layer == null ? 0 : layer.weight().rows();
    }

    /** Hands everything on, and remembers the values. */
    private final class Remembering implements RunObserver {
        private final String prefix;
        private final Map<String, Integer> units;

        Remembering(String prefix, Map<String, Integer> units) {
            this.prefix = prefix;
            this.units = units;
        }

        @Override
        public Tensor value(NamedValue computed) {
            String path = computed.site().path();
            if (path.startsWith(prefix)) {
                units.put(path.substring(prefix.length()), computed.units());
            }
            return observer.value(computed);
        }

        @Override
        public void unused(Site site, int count) {
            observer.unused(site, count);
        }

        @Override
        public boolean wants(Site site) {
            return observer.wants(site);
        }

        @Override
        public void attention(Site site, AttentionInput input, Tensor heads) {
            observer.attention(site, input, heads);
        }

        @Override
        public void branch(ResidualBranch branch) {
            observer.branch(branch);
        }
    }
}
