// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;

/**
 * A change of some units while the model runs; what comes after them is computed from what they were changed to. Explain, predict
 * or measure a target under it by {@link org.lxt.explain.Explainer#intervening}.
 *
 * {@snippet :
 * Attribution without = lxt.intervening(Intervention.zero(UnitChoice.parse("layers.3.self_attn.heads[5]")))
 *         .explain(prompt, target);
 * }
 */
public sealed interface Intervention {
    /** Which units are changed, and where. */
    UnitChoice what();

    /** Multiplies activations by a factor. */
    static Intervention scale(UnitChoice what, double factor) {
        return new Scale(what, factor);
    }

    /** Sets activations to 0. */
    static Intervention zero(UnitChoice what) {
        return new Scale(what, 0);
    }

    /**
     * Puts in the activations that another prompt has there, at the same positions.
     *
     * @param from the other prompt, as long as the one that is run if no positions are chosen
     */
    static Intervention patch(UnitChoice what, Prompt from) {
        return new Patch(what, from);
    }

    /** Multiplies. */
    record Scale(UnitChoice what, double factor) implements Intervention {
        /** Checks the factor. */
        public Scale {
            if (!Double.isFinite(factor)) {
                throw new ExplainException("units can be scaled by a number, not by " + factor);
            }
        }
    }

    /** Replaces. */
    record Patch(UnitChoice what, Prompt from) implements Intervention {}
}
