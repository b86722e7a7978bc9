// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.model.TokenModel;
import org.lxt.tokenizers.stored.StoredVocabulary;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tokenizer is made of that a stored vocabulary describes.
 *
 * @param model how pieces become tokens
 * @param parts everything else, as a {@code tokenizer.json} says it
 */
public record Recipe(TokenModel model, Field parts) {
    private static final String SUPPORTED = "bert, gpt2, llama, t5";

    /**
     * The one of a vocabulary.
     *
     * @throws TokenizerException if it is of a kind that is not known, or contradicts itself
     */
    public static Recipe of(StoredVocabulary vocabulary) {
        return switch (vocabulary.kind()) {
            case "gpt2" -> ByteLevelRecipe.of(vocabulary);
            case "llama" -> SentencePieceRecipe.of(vocabulary);
            case "bert" -> WordPieceRecipe.of(vocabulary);
            case "t5" -> UnigramRecipe.of(vocabulary);
            default ->
                throw new TokenizerException(
                        vocabulary.source() + ": a tokenizer of the kind " + Field.quote(vocabulary.kind())
                                + " is not supported yet (supported: " + SUPPORTED
                                + "); put the tokenizer.json of the model next to the file, or give token ids");
        };
    }

    static Recipe of(StoredVocabulary vocabulary, TokenModel model, ObjectNode parts) {
        return new Recipe(model, new Field(vocabulary.source(), "", parts));
    }
}
