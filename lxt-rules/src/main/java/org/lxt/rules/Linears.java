// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.tensor.ops.Operations.linear;

import org.lxt.rules.composite.LayerRule;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** The rule of linear layers where no {@link LayerRule} is asked for. */
public final class Linears {
    /**
     * The ordinary derivative, which is LRP's epsilon rule with epsilon 0: what LXT uses for language models. In a composite it
     * excepts layers from a rule for all.
     */
    public static final Patches.LinearRule ORDINARY = new Ordinary();

    private Linears() {}

    /** A value, so that composites can tell it by name. */
    private record Ordinary() implements Patches.LinearRule {
        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return x.scope().at(at, () -> linear(x, layer.weight(), layer.bias()));
        }

        @Override
        public String toString() {
            return "the ordinary derivative";
        }
    }
}
