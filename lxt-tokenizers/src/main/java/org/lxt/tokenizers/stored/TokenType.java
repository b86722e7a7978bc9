// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.stored;

/** What a token is, in SentencePiece's terms ({@code sentencepiece_model.proto}). */
public enum TokenType {
    /** A piece of text. */
    NORMAL,
    /** Stands for what has no token. */
    UNKNOWN,
    /** Means something to the model and stands for no text; a text that spells it out becomes it. */
    CONTROL,
    /** A text that is always one token. */
    USER_DEFINED,
    /** Has a place and is not used. */
    UNUSED,
    /** A single byte, as {@code <0x0A>}. */
    BYTE;

    /** Whether it is found in the text before the text is split. */
    public boolean isAdded() {
        return this == UNKNOWN || this == CONTROL || this == USER_DEFINED;
    }
}
