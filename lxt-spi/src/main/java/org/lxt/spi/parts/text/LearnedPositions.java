// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import static org.lxt.tensor.ops.Operations.embedding;

import org.lxt.api.Fault;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelInput;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.Role;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/**
 * A table of embeddings of positions. They are constants to relevance, which is asked at the tokens.
 *
 * @param table {@code [first + positions, hidden]}
 * @param first row of position 0; the rows before it belong to no position of a text
 */
public record LearnedPositions(Weight table, int first) {
    private static final Site SITE = Site.of("positions").as(Role.POSITION);

    /** How many positions a text can have. */
    public int count() {
        return table.rows() - first;
    }

    /**
     * The embeddings of all tokens' positions, {@code [tokens, hidden]}, whose site is {@code positions}.
     *
     * @throws ModelException if a token is at a position that has none
     */
    public Tensor apply(Rules rules, Scope scope, ModelInput input) {
        int[] rows = input.positions();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= count()) {
                throw new ModelException(
                        Fault.CALLER,
                        "a token of the prompt is at position " + rows[i]
                                + ", but the model has learned embeddings for positions 0 to " + (count() - 1)
                                + " only; give smaller positions or a shorter prompt");
            }
            rows[i] += first;
        }
        return rules.value(SITE, embedding(scope, table, rows));
    }
}
