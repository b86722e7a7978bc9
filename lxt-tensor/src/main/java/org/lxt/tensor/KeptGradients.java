// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;

/** Whole gradients that a pass was asked to keep: on the device until its end, when they are read together. */
final class KeptGradients {
    private record Kept(List<Site> sites, Gradient gradient) {}

    private final List<Kept> all = new ArrayList<>();

    void add(List<Site> sites, Gradient g) {
        all.add(new Kept(List.copyOf(sites), g.share()));
    }

    void read(Scope scope, Gradients result) {
        for (Kept kept : all) {
            Gradient g = kept.gradient();
            double[] values = new double[Math.multiplyExact(g.rows(), g.columns())];
            scope.backend().read(g.buffer(), 0, values);
            Gradients.KeptGradient read = new Gradients.KeptGradient(g.map(), g.columns(), values);
            kept.sites().forEach(site -> result.keep(site, read));
        }
    }

    void release() {
        all.forEach(kept -> kept.gradient().release());
        all.clear();
    }
}
