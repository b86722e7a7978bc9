// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.Rules;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** One layer of a model, of whatever kind: hidden states in, hidden states out. */
public interface Layer {
    /** Where it is in the model, such as {@code layers.3}. */
    Site site();

    /** The rotary embedding that it needs angles of, or none. */
    default @Nullable RotaryEmbedding rope() {
        return null;
    }

    /**
     * Applies the layer. Keys and values are computed for all rows, everything else for the wanted ones only.
     *
     * @param x {@code [run.rows(), hidden]}
     * @return {@code [run.wanted(), hidden]}
     */
    Tensor apply(Rules rules, Tensor x, LayerRun run);
}
