// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import static org.lxt.tensor.ops.Operations.add;

import org.lxt.rules.Rules;
import org.lxt.spi.ModelInput;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Operations;

/** Makes of the token embeddings, where relevance is asked, the state that enters the first layer. */
@FunctionalInterface
public interface FirstState {
    /** The embeddings themselves. */
    FirstState EMBEDDINGS = (rules, embeddings, input) -> embeddings;

    /**
     * Makes it.
     *
     * @param rules of the run
     * @param embeddings {@code [tokens, hidden]}
     * @param input whose tokens they are
     * @return {@code [tokens, hidden]}
     */
    Tensor apply(Rules rules, Tensor embeddings, ModelInput input);

    /** The sum of embeddings and learned ones of their positions. */
    static FirstState plus(LearnedPositions positions) {
        return (rules, embeddings, input) -> add(embeddings, positions.apply(rules, embeddings.scope(), input));
    }

    /** The embeddings times a constant. */
    static FirstState times(double factor) {
        return factor == 1 ? EMBEDDINGS : (rules, embeddings, input) -> Operations.scale(embeddings, factor);
    }
}
