// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.tensor.ops.Operations.layerNorm;
import static org.lxt.tensor.ops.Operations.rmsNorm;

import org.lxt.tensor.Tensor;

/** Rules for norms. */
public final class Norms {
    /**
     * AttnLRP and CP-LRP: what the row is divided by is a constant to the gradient, be it the root mean square or the
     * standard deviation; the mean that a layer norm subtracts is not. Source: {@code
     * lxt.efficient.patches.rms_norm_forward} and {@code layer_norm_forward}.
     */
    public static final Patches.NormRule CONSTANT_SPREAD =
            (at, layer, x) -> x.scope().ruled(at, () -> function(layer, x, true));

    /** The ordinary derivative. */
    public static final Patches.NormRule ORDINARY = (at, layer, x) -> x.scope().at(at, () -> function(layer, x, false));

    private Norms() {}

    private static Tensor function(NormLayer layer, Tensor x, boolean constantSpread) {
        return switch (layer) {
            case NormLayer.Rms rms -> rmsNorm(x, rms.weight(), rms.offset(), rms.epsilon(), constantSpread);
            case NormLayer.Layer norm -> layerNorm(x, norm.weight(), norm.bias(), norm.epsilon(), constantSpread);
        };
    }
}
