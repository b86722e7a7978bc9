// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * Is told what a run of a model computes at its sites, and may put something else in its place. Any model that computes by
 * {@link Rules} can be observed. A layer that is computed again in the backward pass is told again, with the same values.
 *
 * @see Rules#observedBy
 */
public interface RunObserver {
    /** Nobody. */
    RunObserver NONE = new RunObserver() {};

    /**
     * A value was computed: by a projection, a norm, an activation or a product. Of an attention at {@code
     * layers.3.self_attn} there are also its {@code queries} and {@code keys} after norm and rotation, its {@code values},
     * and its {@code heads}, what they give, side by side. {@code docs/units.md} has all names.
     *
     * @return what the run goes on with: the value's tensor, or another one of its shape and scope
     */
    default Tensor value(NamedValue computed) {
        return computed.tensor();
    }

    /** The forward pass is over. */
    default void forwardDone() {}

    /**
     * There is a value of this name, but it has no row in this run, as that of an expert to which no token went.
     *
     * @param units how many units it has
     */
    default void unused(Site at, int units) {}

    /** Whether it needs the value of this name even if that has to be computed by itself, as that of a single expert. */
    default boolean wants(Site at) {
        return false;
    }

    /**
     * The attention function was applied.
     *
     * @param at its site, such as {@code layers.3.self_attn}
     * @param input what it was applied to
     * @param heads what it gave, {@code [queryRows, heads * headSize]}
     */
    default void attention(Site at, AttentionInput input, Tensor heads) {}

    /** A branch of a layer was added to what it reads. */
    default void branch(ResidualBranch branch) {}
}
