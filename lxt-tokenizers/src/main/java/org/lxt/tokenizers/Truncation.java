// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.util.Objects;
import org.lxt.tokenizers.error.TokenizerException;

/**
 * How texts that are too long are cut, as the Rust library {@code tokenizers} does it.
 *
 * @param maxLength how many tokens may be left, the special tokens that are added included
 * @param strategy which of two texts is cut
 * @param direction at which end a text is cut
 * @param stride by how many tokens the windows of a text that is divided into several overlap; {@link Tokenizer#encode}
 *     gives the first window, which it does not change
 */
public record Truncation(int maxLength, Strategy strategy, Direction direction, int stride) {

    /** Which of two texts is cut. */
    public enum Strategy {
        /** The longer one, down to the length of the other; then both. */
        LONGEST_FIRST,
        /** The first; it is an error if that is not enough. */
        ONLY_FIRST,
        /** The second; it is an error if that is not enough or there is none. */
        ONLY_SECOND
    }

    /** At which end a text is cut. */
    public enum Direction {
        /** The beginning is cut off. */
        LEFT,
        /** The end is cut off. */
        RIGHT
    }

    /**
     * Checks the values.
     *
     * @throws TokenizerException if a number is negative
     */
    public Truncation {
        if (maxLength < 0 || stride < 0) {
            throw TokenizerException.ofText(
                    "truncation needs numbers of at least 0, not maxLength " + maxLength + " and stride " + stride);
        }
        Objects.requireNonNull(strategy);
        Objects.requireNonNull(direction);
    }

    /**
     * Cuts the end of the longer text.
     *
     * @param maxLength how many tokens may be left, the special tokens that are added included
     * @return the truncation
     */
    public static Truncation to(int maxLength) {
        return new Truncation(maxLength, Strategy.LONGEST_FIRST, Direction.RIGHT, 0);
    }
}
