// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.tensor.ops.Operations.activate;

import org.lxt.tensor.Role;

/** Rules for element-wise activations. */
public final class Activations {
    /** AttnLRP: the identity rule. */
    public static final Patches.ActivationRule IDENTITY =
            (at, f, x) -> GradientRules.identityRule(at, z -> activate(f, z), x);

    /**
     * CP-LRP: nothing goes through a gate, whose gradient stops before its activation; activations on the main path have
     * the identity rule. Source: {@code lxt.efficient.patches.cp_gated_mlp_forward}.
     */
    public static final Patches.ActivationRule IDENTITY_UNGATED =
            (at, f, x) -> at.role().equals(Role.GATE)
                    ? x.scope().ruled(at, () -> activate(f, GradientRules.stopGradient(x)))
                    : IDENTITY.apply(at, f, x);

    /** The ordinary derivative. */
    public static final Patches.ActivationRule ORDINARY =
            (at, f, x) -> x.scope().at(at, () -> activate(f, x));

    private Activations() {}
}
