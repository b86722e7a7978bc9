// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.Rules;
import org.lxt.tensor.rows.PackedRows;

/**
 * One run of a model: everything about a forward pass but the values that relevance is asked at.
 *
 * @param rules what happens to gradients; the forward result is the same under all
 * @param input tokens or images, already checked against {@link Model#sizes}; images may be larger or smaller than said
 *     there if they can be cut into whole patches and the caller asked for it
 * @param wanted rows whose outputs are wanted; the last layer and the head are computed for these alone, and an output that
 *     is made of other rows is left out for that sequence
 * @param keys keys and values of the tokens that the input goes on after, to which those of the input are added; or none
 *     where the input is whole
 * @param depth layers that are run, if the model has so many; after the last of them the head reads on
 */
public record Run(
        Rules rules,
        ModelInput input,
        PackedRows wanted,
        @Nullable KeptKeys keys,
        int depth) {
    /** The depth of a run through all layers. */
    public static final int ALL_LAYERS = Integer.MAX_VALUE;

    /** Begins a run of the rules: what they remember of one run does not reach the next. */
    public Run {
        if (depth < 1) {
            throw new IllegalArgumentException("a run needs at least 1 layer, not " + depth);
        }
        rules = rules.forRun();
    }

    /** A run through all layers. */
    public Run(Rules rules, ModelInput input, PackedRows wanted, @Nullable KeptKeys keys) {
        this(rules, input, wanted, keys, ALL_LAYERS);
    }

    /** A run on whole sequences. */
    public Run(Rules rules, ModelInput input, PackedRows wanted) {
        this(rules, input, wanted, null);
    }
}
