// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.stored;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A vocabulary as a format other than {@code tokenizer.json} holds it, with the names that such formats have for how texts are
 * split. A program that reads a format implements this; {@link org.lxt.tokenizers.Tokenizer#of} makes a tokenizer of it.
 */
public interface StoredVocabulary {
    /** Where it is, for messages. */
    String source();

    /**
     * How tokens are made: {@code gpt2} is byte-level byte pair encoding; {@code llama} is SentencePiece's, which joins by
     * scores; {@code bert} is WordPiece, whose tokens begin with {@code U+2581} where a word begins; {@code t5} is SentencePiece's
     * unigram language model.
     */
    String kind();

    /** Of {@code gpt2}, the name of the patterns by which texts are split first, such as {@code llama-bpe}. */
    Optional<String> splitting();

    /** All tokens; the place of each is its id. */
    List<String> tokens();

    /** What each token is; empty if that is not known. */
    List<TokenType> types();

    /** Of {@code llama} and {@code t5}, the score of each token. */
    double[] scores();

    /** Of {@code t5}, what becomes of characters first: SentencePiece's {@code precompiled_charsmap}; empty for nothing. */
    default byte[] characterRules() {
        return new byte[0];
    }

    /** Of {@code gpt2}, pairs of tokens that are joined, with a space between them, the first ones first. */
    List<String> merges();

    /** The id of the token for a use. */
    OptionalInt token(TokenUse use);

    /** Whether something is done; empty if it is left to the kind. */
    Optional<Boolean> option(TextOption option);
}
