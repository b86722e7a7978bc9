// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import org.lxt.rules.MlpLayer;
import org.lxt.rules.Rules;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** The part of a layer that works on each token by itself: an MLP, gated or plain, or a mixture of several. */
@FunctionalInterface
public interface FeedForward {
    /**
     * Applies it.
     *
     * @param at its site, such as {@code layers.3.mlp}
     * @param x {@code [run.wanted(), hidden]}
     * @return of the shape of x
     */
    Tensor apply(Rules rules, Site at, Tensor x, LayerRun run);

    /** A single MLP. */
    static FeedForward of(MlpLayer layer) {
        return (rules, at, x, run) -> rules.mlp(at, layer, x);
    }
}
