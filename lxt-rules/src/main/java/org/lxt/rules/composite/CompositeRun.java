// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules.composite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleException;
import org.lxt.rules.Rules;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** A composite in one run of a model: knows which layer came first, and which patterns fitted one. */
final class CompositeRun implements Rules.OfRun {
    private final Composite composite;
    private final Rules below;
    private final Patches patches;
    private final AtomicReference<@Nullable Site> first = new AtomicReference<>();
    private final Set<SitePattern> fitted = ConcurrentHashMap.newKeySet();

    /** Lays a composite over rules whose run begins as well. */
    CompositeRun(Composite composite, Rules below) {
        this.composite = composite;
        this.below = below;
        Patches base = below.patches();
        this.patches = base.toBuilder()
                .linear(new Choice(false, base.linear()))
                .convolution(new Choice(true, base.convolution()))
                .build();
    }

    @Override
    public Patches patches() {
        return patches;
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(below.remarks());
        Site example = first.get();
        if (example == null) {
            return remarks; // no layer at all was asked for
        }
        for (Composite.Named named : composite.names()) {
            SitePattern pattern = named.pattern();
            if (fitted.contains(pattern)) {
                continue;
            }
            if (pattern.isName()) {
                throw new RuleException("no layer with a rule is named '" + pattern + "', for which there is "
                        + named.rule() + "; the names of this model are such as " + example);
            }
            remarks.add("the pattern '" + pattern + "', for which there is " + named.rule()
                    + ", fits no layer with a rule; the names of this model are such as " + example);
        }
        return remarks;
    }

    /** The rule of each layer of one type. */
    private final class Choice implements Patches.LinearRule {
        private final boolean isConvolution;
        private final Patches.LinearRule otherwise;

        Choice(boolean isConvolution, Patches.LinearRule otherwise) {
            this.isConvolution = isConvolution;
            this.otherwise = otherwise;
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return ruleAt(at).apply(at, layer, x);
        }

        @Override
        public Patches.LinearRule ruleAt(Site at) {
            Site atFirst = first.updateAndGet(seen -> seen == null ? at : seen);
            Patches.LinearRule found = null;
            for (Composite.Named named : composite.names()) {
                if (named.pattern().fits(at)) {
                    fitted.add(named.pattern());
                    found = found == null ? named.rule() : found;
                }
            }
            return (found != null ? found : composite.unnamed(at.equals(atFirst), isConvolution, otherwise)).ruleAt(at);
        }
    }
}
