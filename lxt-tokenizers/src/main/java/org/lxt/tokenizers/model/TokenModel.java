// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

/** The {@code model} of a tokenizer.json: turns one piece of text into tokens. */
public interface TokenModel {

    Vocabulary vocabulary();

    /** Hands on the tokens of a non-empty piece in order. */
    void tokenize(String piece, TokenSink sink);

    /** Whether a token of this id is shown as the text it stands for, not as the vocabulary writes it. */
    default boolean showsText(int id) {
        return false;
    }

    /** Receives one token, with the range of the piece that it stands for in UTF-16 units. */
    @FunctionalInterface
    interface TokenSink {
        void token(int id, int start, int end);
    }
}
