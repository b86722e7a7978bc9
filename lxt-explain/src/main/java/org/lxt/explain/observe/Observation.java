// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import java.util.List;
import org.lxt.rules.RunObserver;
import org.lxt.rules.composite.SitePattern;

/**
 * What the passes of a call do with the values inside the model.
 *
 * @param wanted patterns of the names of values whose units are read
 * @param edits what is changed
 */
public record Observation(List<SitePattern> wanted, List<Edit> edits) {
    /** Nothing. */
    public static final Observation NONE = new Observation(List.of(), List.of());

    /** Copies both lists. */
    public Observation {
        wanted = List.copyOf(wanted);
        edits = List.copyOf(edits);
    }

    /** An observer of one pass that reads what is wanted. */
    public UnitObserver reading() {
        return new UnitObserver(wanted, edits);
    }

    /** An observer of one pass that changes values and reads none. */
    public RunObserver changing() {
        return edits.isEmpty() ? RunObserver.NONE : new UnitObserver(List.of(), edits);
    }

    /** Whether nothing is read and nothing changed. */
    public boolean isNothing() {
        return wanted.isEmpty() && edits.isEmpty();
    }
}
