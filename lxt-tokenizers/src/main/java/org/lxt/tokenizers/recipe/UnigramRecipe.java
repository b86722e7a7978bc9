// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.lxt.json.JsonText;
import org.lxt.tokenizers.model.Models;
import org.lxt.tokenizers.stored.StoredVocabulary;
import org.lxt.tokenizers.stored.TextOption;
import org.lxt.tokenizers.stored.TokenType;
import org.lxt.tokenizers.stored.TokenUse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SentencePiece's unigram language model, as XLM-RoBERTa has it: rules for characters, words at white space, each with {@code
 * U+2581} before it, and the most probable pieces of each.
 *
 * <p>{@link TextOption#REMOVE_EXTRA_SPACES} is not asked for: white space never counts but between words, and converters write
 * another option of the tokenizer under this name.
 */
final class UnigramRecipe {
    private static final String SPACE = "\u2581";
    private static final String MASK = "<mask>";

    private UnigramRecipe() {}

    static Recipe of(StoredVocabulary vocabulary) {
        StoredTokens tokens = new StoredTokens(vocabulary, texts(vocabulary));
        double[] scores = tokens.scores();
        int unknown = tokens.required(TokenUse.UNKNOWN, "<unk>");
        String spaceBefore = tokens.option(TextOption.ADD_SPACE_PREFIX, true) ? "always" : "never";
        ObjectNode parts = JsonText.object();
        parts.set("added_tokens", tokens.added(tokens.token(TokenUse.MASK, MASK)));
        byte[] rules = vocabulary.characterRules();
        if (rules.length > 0) {
            parts.putObject("normalizer")
                    .put("type", "Precompiled")
                    .put("precompiled_charsmap", Base64.getEncoder().encodeToString(rules));
        }
        ObjectNode splits = parts.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode stages = splits.putArray("pretokenizers");
        stages.addObject().put("type", "WhitespaceSplit");
        stages.add(marks(spaceBefore));
        parts.set("decoder", marks(spaceBefore));
        // T5, which has no token to begin with, begins with none.
        boolean begins = tokens.option(
                TextOption.ADD_BEGIN, vocabulary.token(TokenUse.BEGIN).isPresent());
        List<Integer> before = begins ? List.of(tokens.required(TokenUse.BEGIN, "<s>")) : List.of();
        List<Integer> after =
                tokens.option(TextOption.ADD_END, true) ? List.of(tokens.required(TokenUse.END, "</s>")) : List.of();
        boolean separates = tokens.option(TextOption.ADD_SEPARATOR, begins);
        List<Integer> between = separates ? List.of(tokens.required(TokenUse.SEPARATOR, "</s>")) : List.of();
        parts.set("post_processor", tokens.around(before, after, between, 0));
        return Recipe.of(
                vocabulary, Models.unigram(tokens.texts(), scores, id -> isPiece(tokens.type(id)), unknown), parts);
    }

    /** The tokens; the mask is none of SentencePiece's pieces, and has no name in a file that was made of these. */
    private static List<String> texts(StoredVocabulary vocabulary) {
        List<String> texts = new ArrayList<>(vocabulary.tokens());
        List<TokenType> types = vocabulary.types();
        int mask = vocabulary.token(TokenUse.MASK).orElse(texts.size());
        if (mask < Math.min(texts.size(), types.size())
                && types.get(mask) == TokenType.UNUSED
                && !texts.contains(MASK)) {
            texts.set(mask, MASK);
        }
        return texts;
    }

    private static boolean isPiece(TokenType type) {
        return type == TokenType.NORMAL || type == TokenType.USER_DEFINED;
    }

    private static ObjectNode marks(String before) {
        return JsonText.object()
                .put("type", "Metaspace")
                .put("replacement", SPACE)
                .put("prepend_scheme", before)
                .put("split", true);
    }
}
