// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import org.jspecify.annotations.Nullable;
import org.lxt.spi.KeptKeys;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.rows.PackedRows;

/**
 * What a layer needs besides its input.
 *
 * @param rows rows of its input: all tokens
 * @param wanted rows of its output: all tokens, or in the last layer those that are explained or that a head reads
 * @param rotary angles of its {@link Layer#rope}, or none if it has none
 * @param output takes what the layer reports
 * @param keys keys and values of tokens that were read before, or none
 */
public record LayerRun(
        PackedRows rows,
        PackedRows wanted,
        @Nullable Angles rotary,
        ModelOutput.Builder output,
        @Nullable KeptKeys keys) {
    /**
     * Rotary angles.
     *
     * @param ofRows of {@link LayerRun#rows}, for keys
     * @param ofWanted of {@link LayerRun#wanted}, for queries
     */
    public record Angles(RopeTable ofRows, RopeTable ofWanted) {}

    /**
     * The rotary angles.
     *
     * @throws IllegalStateException if the layer names no rotary embedding
     */
    public Angles angles() {
        if (rotary == null) {
            throw new IllegalStateException("the layer asks for rotary angles, but its rope() is null");
        }
        return rotary;
    }
}
