// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import java.util.List;
import org.lxt.json.JsonText;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.model.Models;
import org.lxt.tokenizers.stored.StoredVocabulary;
import org.lxt.tokenizers.stored.TextOption;
import org.lxt.tokenizers.stored.TokenType;
import org.lxt.tokenizers.stored.TokenUse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SentencePiece's byte pair encoding: neighbours whose text is a token are joined, the token of the highest score first; what
 * has no token becomes bytes. Spaces are written as {@code U+2581}.
 */
final class SentencePieceRecipe {
    private static final String SPACE = "\u2581";

    private SentencePieceRecipe() {}

    static Recipe of(StoredVocabulary vocabulary) {
        StoredTokens tokens = new StoredTokens(vocabulary, vocabulary.tokens());
        double[] scores = tokens.scores();
        if (tokens.option(TextOption.REMOVE_EXTRA_SPACES, false)) {
            throw new TokenizerException(vocabulary.source()
                    + ": several spaces are to count as one, which is not supported yet for a tokenizer of the kind 'llama';"
                    + " put the tokenizer.json of the model next to the file, or give token ids");
        }
        boolean spaceBefore = tokens.option(TextOption.ADD_SPACE_PREFIX, true);
        ObjectNode parts = JsonText.object();
        // A space before a text would be put before each of these tokens, too.
        parts.set("added_tokens", tokens.added(!spaceBefore));
        parts.set("normalizer", normalizer(spaceBefore));
        parts.set("decoder", decoder(spaceBefore));
        List<Integer> before =
                tokens.option(TextOption.ADD_BEGIN, true) ? List.of(tokens.required(TokenUse.BEGIN, "<s>")) : List.of();
        List<Integer> after =
                tokens.option(TextOption.ADD_END, false) ? List.of(tokens.required(TokenUse.END, "</s>")) : List.of();
        parts.set("post_processor", tokens.around(before, after, before, before.isEmpty() ? 0 : 1));
        int unknown = tokens.token(TokenUse.UNKNOWN, "<unk>").orElse(Models.NO_UNKNOWN);
        return Recipe.of(
                vocabulary, Models.byScore(tokens.texts(), scores, id -> joins(tokens.type(id)), unknown), parts);
    }

    /** Tokens that neighbours may become; the others are found before, or are no text. */
    private static boolean joins(TokenType type) {
        return type == TokenType.NORMAL || type == TokenType.UNUSED;
    }

    private static ObjectNode normalizer(boolean spaceBefore) {
        ObjectNode sequence = JsonText.object().put("type", "Sequence");
        ArrayNode stages = sequence.putArray("normalizers");
        if (spaceBefore) {
            stages.addObject().put("type", "Prepend").put("prepend", SPACE);
        }
        ObjectNode replace = stages.addObject().put("type", "Replace").put("content", SPACE);
        replace.putObject("pattern").put("String", " ");
        return sequence;
    }

    private static ObjectNode decoder(boolean spaceBefore) {
        ObjectNode sequence = JsonText.object().put("type", "Sequence");
        ArrayNode stages = sequence.putArray("decoders");
        ObjectNode replace = stages.addObject().put("type", "Replace").put("content", " ");
        replace.putObject("pattern").put("String", SPACE);
        stages.addObject().put("type", "ByteFallback");
        stages.addObject().put("type", "Fuse");
        if (spaceBefore) {
            stages.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
        return sequence;
    }
}
