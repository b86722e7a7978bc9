// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.embedding;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelInput;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.parts.text.FirstState;
import org.lxt.spi.parts.text.LearnedPositions;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/**
 * The first state of an encoder: embeddings of words, positions and token types, as far as there are such, added and normed.
 * Relevance is asked at the words; the others are constants that are added to them.
 *
 * @param positions those of positions, or none
 * @param types {@code [types, hidden]}, or none
 * @param typesAreGiven whether a token's type is as given; else it is always 0
 * @param norm the norm after the sum
 */
public record SummedEmbedding(
        @Nullable LearnedPositions positions, @Nullable Weight types, boolean typesAreGiven, NormLayer norm)
        implements FirstState {
    private static final Site SITE = Site.of("embeddings");

    @Override
    public Tensor apply(Rules rules, Tensor embedded, ModelInput input) {
        Scope scope = embedded.scope();
        Tensor sum = embedded;
        if (types != null) {
            sum = add(sum, embedding(scope, types, types(input, types)));
        }
        if (positions != null) {
            if (positions.first() > 0) {
                refusePadding(input.ids(), positions.first() - 1);
            }
            sum = add(sum, positions.apply(rules, scope, input));
        }
        return rules.norm(SITE.child("norm"), norm, sum);
    }

    private int[] types(ModelInput input, Weight table) {
        if (!typesAreGiven) {
            return new int[input.rows().size()];
        }
        int[] given = input.types();
        for (int type : given) {
            if (type < 0 || type >= table.rows()) {
                throw new ModelException(
                        Fault.CALLER,
                        "a token of the prompt has type " + type + ", but the model knows the types 0 to "
                                + (table.rows() - 1) + " only; give it no second text, or other types");
            }
        }
        return given;
    }

    /** The reference gives such a token a row of its own and goes on counting after it as if it were not there. */
    private static void refusePadding(int[] ids, int padding) {
        for (int id : ids) {
            if (id == padding) {
                throw new ModelException(
                        Fault.CALLER,
                        "the prompt holds the padding token (id " + padding
                                + "), which has no position in this model; leave it out");
            }
        }
    }
}
