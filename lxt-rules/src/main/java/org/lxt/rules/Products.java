package org.lxt.rules;

import org.lxt.tensor.Role;
import org.lxt.tensor.ops.element.Multiply;

/** Rules for element-wise products of two factors. */
public final class Products {
    /** AttnLRP: the uniform rule, half of the relevance to each factor. */
    public static final Patches.ProductRule UNIFORM =
            (at, a, b) -> a.scope().ruled(at, () -> GradientRules.divideGradient(at, Multiply.apply(a, b), 2));

    /**
     * CP-LRP: the second factor of a product with a routing weight is a constant. Other products need no rule, for the
     * gate among their factors has no gradient already.
     */
    public static final Patches.ProductRule FIRST_OF_ROUTED = (at, a, b) -> a.scope()
            .at(at, () -> Multiply.apply(a, at.role().equals(Role.ROUTING) ? GradientRules.stopGradient(b) : b));

    /** The ordinary derivative: each factor gets the whole relevance. */
    public static final Patches.ProductRule ORDINARY = (at, a, b) -> a.scope().at(at, () -> Multiply.apply(a, b));

    private Products() {}
}
