// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import static org.lxt.tensor.ops.Operations.embedding;

import org.lxt.spi.ModelInput;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Operations;
import org.lxt.tensor.weight.Weight;

/**
 * The embedding of tokens.
 *
 * @param table {@code [vocabulary, hidden]}
 * @param scale factor of what is looked up, usually 1
 */
public record TokenEmbedding(Weight table, double scale) {
    /** An embedding without factor. */
    public static TokenEmbedding of(Weight table) {
        return new TokenEmbedding(table, 1);
    }

    /** The embeddings of all tokens, {@code [tokens, hidden]}. */
    public Tensor apply(Scope scope, ModelInput input) {
        Tensor found = embedding(scope, table, input.ids());
        return scale == 1 ? found : Operations.scale(found, scale);
    }
}
