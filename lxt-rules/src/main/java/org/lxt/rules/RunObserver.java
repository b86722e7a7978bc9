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
     * What was computed at a site: by a projection, a norm, an activation or a product. Of an attention at {@code
     * layers.3.self_attn} there are also its {@code queries} and {@code keys} after norm and rotation, its {@code values},
     * and its {@code heads}, what they give, side by side.
     *
     * @return what the run goes on with: {@code value}, or another tensor of its shape and scope
     */
    default Tensor value(Site at, Tensor value) {
        return value;
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
