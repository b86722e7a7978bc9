// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.tensor.ops.Operations.multiply;

import org.lxt.tensor.Role;

/** Rules for element-wise products of two factors. */
public final class Products {
    /** AttnLRP: the uniform rule, half of the relevance to each factor. */
    public static final Patches.ProductRule UNIFORM =
            (at, a, b) -> a.scope().ruled(at, () -> GradientRules.divideGradient(at, multiply(a, b), 2));

    /**
     * CP-LRP: the second factor of a product with a routing weight is a constant. Other products need no rule, for the
     * gate among their factors has no gradient already.
     */
    public static final Patches.ProductRule FIRST_OF_ROUTED = (at, a, b) ->
            a.scope().at(at, () -> multiply(a, at.role().equals(Role.ROUTING) ? GradientRules.stopGradient(b) : b));

    /** The ordinary derivative: each factor gets the whole relevance. */
    public static final Patches.ProductRule ORDINARY = (at, a, b) -> a.scope().at(at, () -> multiply(a, b));

    private Products() {}
}
