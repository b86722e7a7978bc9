// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lxt.json.JsonText;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.stored.StoredVocabulary;
import org.lxt.tokenizers.stored.TextOption;
import org.lxt.tokenizers.stored.TokenType;
import org.lxt.tokenizers.stored.TokenUse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tokens of a stored vocabulary, checked, and the parts of a {@code tokenizer.json} that are made of them. */
final class StoredTokens {
    private final StoredVocabulary vocabulary;
    private final List<String> texts;
    private final List<TokenType> types;
    private final Map<String, Integer> ids;

    /**
     * Checks a vocabulary.
     *
     * @param texts its tokens, as {@code tokenizer.json} would write them
     */
    StoredTokens(StoredVocabulary vocabulary, List<String> texts) {
        this.vocabulary = vocabulary;
        this.texts = texts;
        this.types = vocabulary.types();
        this.ids = HashMap.newHashMap(texts.size());
        if (texts.isEmpty()) {
            throw refused("the vocabulary has no tokens");
        }
        if (!types.isEmpty() && types.size() != texts.size()) {
            throw refused("the vocabulary has " + texts.size() + " tokens but types for " + types.size());
        }
        for (int id = 0; id < texts.size(); id++) {
            Integer other = ids.put(texts.get(id), id);
            if (other != null) {
                throw refused("the vocabulary has the token " + Field.quote(texts.get(id)) + " twice, with the ids "
                        + other + " and " + id);
            }
        }
    }

    TokenizerException refused(String what) {
        return new TokenizerException(
                vocabulary.source() + ": " + what + "; the file is damaged or made by a faulty conversion");
    }

    int size() {
        return texts.size();
    }

    List<String> texts() {
        return texts;
    }

    Map<String, Integer> ids() {
        return ids;
    }

    /** A score for each token. */
    double[] scores() {
        double[] scores = vocabulary.scores();
        if (scores.length != texts.size()) {
            throw refused("the vocabulary has " + texts.size() + " tokens but scores for " + scores.length);
        }
        return scores;
    }

    TokenType type(int id) {
        return types.isEmpty() ? TokenType.NORMAL : types.get(id);
    }

    /** The token for a use, or else the one of a text if there is one. */
    OptionalInt token(TokenUse use, String otherwise) {
        OptionalInt named = vocabulary.token(use);
        if (named.isPresent()) {
            int id = named.getAsInt();
            if (id < 0 || id >= texts.size()) {
                throw refused(
                        "the token for " + use + " has the id " + id + ", but ids go from 0 to " + (texts.size() - 1));
            }
            return named;
        }
        Integer id = ids.get(otherwise);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    int required(TokenUse use, String otherwise) {
        return token(use, otherwise)
                .orElseThrow(() -> refused("a token for " + use + " is needed, but no id is given for it"));
    }

    boolean option(TextOption option, boolean otherwise) {
        return vocabulary.option(option).orElse(otherwise);
    }

    /** The list of {@code added_tokens}: those that are found in a text before it is split. */
    ArrayNode added() {
        return added(false);
    }

    /** The same with a mask that takes the space before it, as those of most encoders do. */
    ArrayNode added(OptionalInt mask) {
        ArrayNode list = added();
        if (mask.isEmpty() || texts.get(mask.getAsInt()).isEmpty()) {
            return list;
        }
        int id = mask.getAsInt();
        list.removeIf(token -> token.get("id").intValue() == id);
        addedToken(list, id, false, true).put("lstrip", true);
        return list;
    }

    /**
     * The list of {@code added_tokens}.
     *
     * @param inNormalizedText whether those that users have defined are looked for in the normalized text, which control tokens
     *     never are
     */
    ArrayNode added(boolean inNormalizedText) {
        ArrayNode list = JsonText.object().putArray("added_tokens");
        for (int id = 0; id < texts.size(); id++) {
            TokenType type = type(id);
            if (type.isAdded() && !texts.get(id).isEmpty()) {
                boolean isSpecial = type != TokenType.USER_DEFINED;
                addedToken(list, id, inNormalizedText && !isSpecial, isSpecial);
            }
        }
        return list;
    }

    private ObjectNode addedToken(ArrayNode list, int id, boolean normalized, boolean special) {
        return list.addObject()
                .put("id", id)
                .put("content", texts.get(id))
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", normalized)
                .put("special", special);
    }

    /** The post-processor that puts tokens before and after each text; of a pair with type 1 around the second. */
    ObjectNode around(List<Integer> before, List<Integer> after, List<Integer> beforeSecond, int secondType) {
        ObjectNode template = JsonText.object().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        specials(single, before, 0);
        sequence(single, "A", 0);
        specials(single, after, 0);
        ArrayNode pair = template.putArray("pair");
        single.forEach(pair::add);
        specials(pair, beforeSecond, secondType);
        sequence(pair, "B", secondType);
        specials(pair, after, secondType);
        ObjectNode special = template.putObject("special_tokens");
        List<Integer> all = new ArrayList<>(before);
        all.addAll(after);
        all.addAll(beforeSecond);
        for (int id : all) {
            String text = texts.get(id);
            ObjectNode entry = special.putObject(text).put("id", text);
            entry.putArray("ids").add(id);
            entry.putArray("tokens").add(text);
        }
        return template;
    }

    private void specials(ArrayNode parts, List<Integer> ids, int type) {
        for (int id : ids) {
            parts.addObject().putObject("SpecialToken").put("id", texts.get(id)).put("type_id", type);
        }
    }

    private static void sequence(ArrayNode parts, String name, int type) {
        parts.addObject().putObject("Sequence").put("id", name).put("type_id", type);
    }
}
