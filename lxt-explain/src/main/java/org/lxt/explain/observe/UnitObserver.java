// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.multiply;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.NamedValue;
import org.lxt.rules.RunObserver;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * Changes values of one pass, then reads those that are wanted and has their gradients kept. A layer that is computed again in
 * the backward pass is changed again in the same way, so its values are those of the first time.
 */
public final class UnitObserver implements RunObserver {
    private final List<SitePattern> wanted;
    private final List<Edit> edits;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> fitted = new HashSet<>();
    private final Map<String, SeenValue> seen = new LinkedHashMap<>();

    /**
     * An observer of one pass.
     *
     * @param wanted patterns of the names of values that are read
     * @param edits what is changed
     */
    public UnitObserver(List<SitePattern> wanted, List<Edit> edits) {
        this.wanted = List.copyOf(wanted);
        this.edits = List.copyOf(edits);
    }

    @Override
    public boolean wants(Site at) {
        return wanted.stream().anyMatch(p -> p.fits(at))
                || edits.stream().anyMatch(e -> e.pattern().fits(at));
    }

    @Override
    public Tensor value(NamedValue value) {
        Site site = Site.of(value.site().path());
        names.add(site.path());
        Tensor tensor = edited(value, site);
        for (SitePattern pattern : wanted) {
            if (pattern.fits(site)) {
                fitted.add(pattern.toString());
                tensor.scope().keepGradient(site, tensor);
                if (!seen.containsKey(site.path())) {
                    seen.put(site.path(), SeenValue.of(value.with(tensor), rows(value)));
                }
                break;
            }
        }
        return tensor;
    }

    private Tensor edited(NamedValue value, Site site) {
        List<Edit> own = edits.stream().filter(e -> e.pattern().fits(site)).toList();
        if (own.isEmpty()) {
            return value.tensor();
        }
        PackedRows rows = rows(value);
        double[] factors = new double[Math.toIntExact(value.tensor().size())];
        double[] addends = new double[factors.length];
        Arrays.fill(factors, 1);
        for (Edit edit : own) {
            fitted.add(edit.pattern().toString());
            edit.into(value, rows, factors, addends);
        }
        Tensor tensor = value.tensor();
        Scope scope = tensor.scope();
        if (Arrays.stream(factors).anyMatch(f -> f != 1)) {
            Tensor kept = tensor;
            Tensor times = scope.constant(tensor.shape(), factors);
            tensor = scope.at(site, () -> multiply(kept, times));
        }
        if (Arrays.stream(addends).anyMatch(a -> a != 0)) {
            Tensor kept = tensor;
            Tensor more = scope.constant(tensor.shape(), addends);
            tensor = scope.at(site, () -> add(kept, more));
        }
        return tensor;
    }

    static PackedRows rows(NamedValue value) {
        PackedRows rows = value.rows();
        if (rows == null) {
            throw new ExplainException(
                    "'" + value.site() + "' has " + value.tensor().rows()
                            + " rows, which are not the prompt's tokens, so its units have no positions; name another value");
        }
        return rows;
    }

    /**
     * Refuses names and patterns that no value of the model fits.
     *
     * @throws ExplainException that lists what is near
     */
    @Override
    public void forwardDone() {
        for (SitePattern pattern : wanted) {
            require(pattern);
        }
        for (Edit edit : edits) {
            require(edit.pattern());
        }
    }

    @Override
    public void unused(Site at, int units) {
        names.add(at.path());
        for (SitePattern pattern : wanted) {
            if (pattern.fits(at)) {
                fitted.add(pattern.toString());
                PackedRows none = PackedRows.at(List.of());
                seen.putIfAbsent(at.path(), new SeenValue(at, none, null, units, units, new double[0]));
            }
        }
        edits.stream()
                .filter(e -> e.pattern().fits(at))
                .forEach(e -> fitted.add(e.pattern().toString()));
    }

    private void require(SitePattern pattern) {
        if (!fitted.contains(pattern.toString())) {
            throw new ValueNames(names).unknown(pattern.toString());
        }
    }

    /** The values that were wanted, in the order of the forward pass. */
    public Collection<SeenValue> seen() {
        return seen.values();
    }

    /** The same by the paths of their sites. */
    public Map<String, SeenValue> byPath() {
        return Map.copyOf(seen);
    }
}
