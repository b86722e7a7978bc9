// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.inside;

import java.util.function.Function;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.UnitChoice;

/** A change of units, as plain data. */
public sealed interface InnerChange {
    /** Which units, where. */
    UnitChoice what();

    /** The intervention. */
    Intervention intervention(Function<String, Prompt> prompts);

    /**
     * Activations times a factor; 0 takes them away.
     *
     * @param what which units, where
     * @param factor the factor
     */
    record Scaled(UnitChoice what, double factor) implements InnerChange {
        @Override
        public Intervention intervention(Function<String, Prompt> prompts) {
            return Intervention.scale(what, factor);
        }
    }

    /**
     * The activations that another text has there.
     *
     * @param what which units, where
     * @param from the other text
     */
    record Patched(UnitChoice what, String from) implements InnerChange {
        @Override
        public Intervention intervention(Function<String, Prompt> prompts) {
            return Intervention.patch(what, prompts.apply(from));
        }
    }
}
