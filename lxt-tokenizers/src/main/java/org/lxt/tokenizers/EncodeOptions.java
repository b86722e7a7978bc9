// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.util.Optional;

/**
 * How {@link Tokenizer#encode(String, EncodeOptions)} encodes.
 *
 * @param pair the second text of a pair
 * @param addSpecialTokens whether to add the special tokens that the tokenizer puts around the texts
 * @param truncation how texts that are too long are cut; empty for not at all
 */
public record EncodeOptions(Optional<String> pair, boolean addSpecialTokens, Optional<Truncation> truncation) {

    /** One text, with special tokens, all of it. */
    public static final EncodeOptions DEFAULT = new EncodeOptions(Optional.empty(), true, Optional.empty());

    /**
     * These options with a second text.
     *
     * @param text the second text
     * @return the options
     */
    public EncodeOptions withPair(String text) {
        return new EncodeOptions(Optional.of(text), addSpecialTokens, truncation);
    }

    /**
     * These options with or without special tokens.
     *
     * @param add whether to add them
     * @return the options
     */
    public EncodeOptions withSpecialTokens(boolean add) {
        return new EncodeOptions(pair, add, truncation);
    }

    /**
     * These options with truncation.
     *
     * @param how how texts are cut
     * @return the options
     */
    public EncodeOptions truncatedBy(Truncation how) {
        return new EncodeOptions(pair, addSpecialTokens, Optional.of(how));
    }
}
