package org.lxt.tokenizers;

/** The {@code model} of a tokenizer.json: turns one piece of text into tokens. */
interface Model {

    Vocabulary vocabulary();

    /** Hands on the tokens of a non-empty piece in order. */
    void tokenize(String piece, TokenSink sink);

    /** Receives one token, with the range of the piece that it stands for in UTF-16 units. */
    @FunctionalInterface
    interface TokenSink {
        void token(int id, int start, int end);
    }
}
