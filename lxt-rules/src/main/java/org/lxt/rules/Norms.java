package org.lxt.rules;

import org.lxt.tensor.ops.RmsNorm;

/** Rules for norms. */
public final class Norms {
    /**
     * AttnLRP and CP-LRP: the root mean square is a constant to the gradient. Source: {@code
     * lxt.efficient.patches.rms_norm_forward}.
     */
    public static final Patches.NormRule CONSTANT_SPREAD = (at, layer, x) ->
            x.scope().ruled(at, () -> RmsNorm.apply(x, layer.weight(), layer.offset(), layer.epsilon(), true));

    /** The ordinary derivative. */
    public static final Patches.NormRule ORDINARY = (at, layer, x) ->
            x.scope().at(at, () -> RmsNorm.apply(x, layer.weight(), layer.offset(), layer.epsilon(), false));

    private Norms() {}
}
