// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import java.util.ArrayList;
import java.util.List;
import org.lxt.json.JsonText;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.model.Models;
import org.lxt.tokenizers.stored.StoredVocabulary;
import org.lxt.tokenizers.stored.TextOption;
import org.lxt.tokenizers.stored.TokenType;
import org.lxt.tokenizers.stored.TokenUse;
import tools.jackson.databind.node.ObjectNode;

/** WordPiece, as of BERT. In the vocabulary tokens that begin a word have {@code U+2581} before them, and others nothing. */
final class WordPieceRecipe {
    private static final char BEGINNING = '\u2581';
    private static final String CONTINUING = "##";
    private static final int LONGEST_WORD = 100;

    private WordPieceRecipe() {}

    static Recipe of(StoredVocabulary vocabulary) {
        StoredTokens tokens = new StoredTokens(vocabulary, texts(vocabulary));
        int unknown = tokens.required(TokenUse.UNKNOWN, "[UNK]");
        int begin = vocabulary.token(TokenUse.CLASSIFY).isPresent()
                ? tokens.required(TokenUse.CLASSIFY, "")
                : tokens.required(TokenUse.BEGIN, "[CLS]");
        int separator = tokens.required(TokenUse.SEPARATOR, "[SEP]");
        boolean lowercase = tokens.option(TextOption.LOWERCASE, !hasCapitals(tokens));
        ObjectNode parts = JsonText.object();
        parts.set("added_tokens", tokens.added());
        parts.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .put("strip_accents", tokens.option(TextOption.STRIP_ACCENTS, lowercase))
                .put("lowercase", lowercase);
        parts.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        parts.putObject("decoder")
                .put("type", "WordPiece")
                .put("prefix", CONTINUING)
                .put("cleanup", true);
        List<Integer> before = tokens.option(TextOption.ADD_BEGIN, true) ? List.of(begin) : List.of();
        // Newer converters call it an end, and a separator only what comes besides between the texts of a pair.
        boolean ends = tokens.option(TextOption.ADD_SEPARATOR, false) || tokens.option(TextOption.ADD_END, true);
        List<Integer> after = ends ? List.of(separator) : List.of();
        parts.set("post_processor", tokens.around(before, after, List.of(), 1));
        ObjectNode model = JsonText.object()
                .put("type", "WordPiece")
                .put("unk_token", tokens.texts().get(unknown))
                .put("continuing_subword_prefix", CONTINUING)
                .put("max_input_chars_per_word", LONGEST_WORD);
        ObjectNode vocab = model.putObject("vocab");
        tokens.ids().forEach(vocab::put);
        return Recipe.of(vocabulary, Models.read(new Field(vocabulary.source(), "model", model)), parts);
    }

    /** The tokens as BERT's own files have them. */
    private static List<String> texts(StoredVocabulary vocabulary) {
        List<TokenType> types = vocabulary.types();
        List<String> texts = new ArrayList<>();
        for (String token : vocabulary.tokens()) {
            boolean isText = texts.size() >= types.size()
                    ? !(token.startsWith("[") && token.endsWith("]") && token.length() > 2)
                    : !types.get(texts.size()).isAdded();
            if (!isText) {
                texts.add(token);
            } else if (!token.isEmpty() && token.charAt(0) == BEGINNING) {
                texts.add(token.substring(1));
            } else {
                texts.add(CONTINUING + token);
            }
        }
        return texts;
    }

    /** Whether words with capitals have tokens: then nothing was made lower case when the vocabulary was made. */
    private static boolean hasCapitals(StoredTokens tokens) {
        for (int id = 0; id < tokens.size(); id++) {
            String text = tokens.texts().get(id);
            boolean isWord = !tokens.type(id).isAdded() && !text.startsWith("[");
            if (isWord && text.chars().anyMatch(c -> c >= 'A' && c <= 'Z')) {
                return true;
            }
        }
        return false;
    }
}
