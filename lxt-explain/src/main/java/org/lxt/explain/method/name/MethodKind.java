// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.name;

import java.util.List;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;

/**
 * Methods that are asked for by one name, such as {@code smoothgrad}, with settings in brackets. Those of others are found by
 * {@link java.util.ServiceLoader}.
 */
public interface MethodKind {
    /** What a method has inside, whose rules may be named after {@code of}. */
    enum Inner {
        /** Nothing: no rules can be named. */
        NONE,
        /** A propagation, by default without rules. */
        GRADIENT,
        /** A propagation, by default under the rules that the model's family prefers. */
        RULES
    }

    /** Lower-case letters, digits and hyphens. */
    String name();

    /** What it computes, and the paper it is from, in a line. */
    String summary();

    /** What can be set, in the order in which values without a name are taken. */
    List<Setting> settings();

    /** What it has inside. */
    default Inner inner() {
        return Inner.NONE;
    }

    /**
     * A method.
     *
     * @param settings a value for each of {@link #settings}
     * @param rules what is inside; of no account if that is {@link Inner#NONE}
     * @throws IllegalArgumentException if the settings do not go together, in a sentence
     */
    Method method(Settings settings, Propagation rules);
}
