package org.lxt.rules;

import org.lxt.tensor.ops.Linear;

/** The rule of linear layers where no {@link LayerRule} is asked for. */
public final class Linears {
    /** The ordinary derivative, which is LRP's epsilon rule with epsilon 0: what LXT uses for language models. */
    public static final Patches.LinearRule ORDINARY =
            (at, layer, x) -> x.scope().at(at, () -> Linear.apply(x, layer.weight(), layer.bias()));

    private Linears() {}
}
