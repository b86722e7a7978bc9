// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import java.util.ArrayList;
import java.util.List;
import org.lxt.json.JsonText;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.model.Models;
import org.lxt.tokenizers.stored.StoredVocabulary;
import org.lxt.tokenizers.stored.TextOption;
import org.lxt.tokenizers.stored.TokenUse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Byte-level byte pair encoding, as of GPT-2 and most families since. */
final class ByteLevelRecipe {
    /** Its texts are classified, so they end with a separator. */
    private static final List<String> ROBERTA = List.of("roberta-bpe", "jina-v1-en", "jina-v2-code");

    private static final String MODERN_BERT = "modern-bert";

    private ByteLevelRecipe() {}

    static Recipe of(StoredVocabulary vocabulary) {
        StoredTokens tokens = new StoredTokens(vocabulary, vocabulary.tokens());
        String name = vocabulary.splitting().orElse("default");
        Splitting splitting = Splitting.named(name)
                .orElseThrow(() -> new TokenizerException(vocabulary.source() + ": texts are to be split as "
                        + Field.quote(name) + ", which is not supported yet (supported: "
                        + String.join(", ", Splitting.names())
                        + "); put the tokenizer.json of the model next to the file, or give token ids"));
        ObjectNode parts = JsonText.object();
        boolean classifies = ROBERTA.contains(name);
        boolean isModern = name.equals(MODERN_BERT);
        parts.set(
                "added_tokens",
                classifies || isModern
                        ? tokens.added(tokens.token(TokenUse.MASK, isModern ? "[MASK]" : "<mask>"))
                        : tokens.added());
        if (splitting.composes()) {
            parts.putObject("normalizer").put("type", "NFC");
        }
        parts.set("pre_tokenizer", split(splitting, tokens.option(TextOption.ADD_SPACE_PREFIX, false)));
        parts.putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", true)
                .put("trim_offsets", true)
                .put("use_regex", true);
        List<Integer> before = new ArrayList<>();
        if (tokens.option(TextOption.ADD_BEGIN, splitting.addsBegin() || classifies)) {
            before.add(tokens.required(TokenUse.BEGIN, ""));
        }
        List<Integer> after = new ArrayList<>();
        if (tokens.option(TextOption.ADD_END, false)) {
            after.add(tokens.required(TokenUse.END, ""));
        }
        boolean separates = tokens.option(TextOption.ADD_SEPARATOR, classifies);
        if (separates && after.isEmpty()) {
            after.add(tokens.required(TokenUse.SEPARATOR, ""));
        }
        if (!before.isEmpty() || !after.isEmpty()) {
            // The texts of a pair have two separators between them, each a beginning, or as in ModernBERT the first
            // one's end alone.
            List<Integer> beforeSecond = isModern ? List.of() : separates ? after : before;
            parts.set("post_processor", tokens.around(before, after, beforeSecond, 0));
        }
        return Recipe.of(vocabulary, Models.read(model(vocabulary, tokens, splitting)), parts);
    }

    private static Field model(StoredVocabulary vocabulary, StoredTokens tokens, Splitting splitting) {
        ObjectNode model = JsonText.object().put("type", "BPE").put("ignore_merges", splitting.takesWholePieces());
        ObjectNode vocab = model.putObject("vocab");
        tokens.ids().forEach(vocab::put);
        ArrayNode merges = model.putArray("merges");
        vocabulary.merges().forEach(merges::add);
        return new Field(vocabulary.source(), "model", model);
    }

    /** How texts are split, as a {@code tokenizer.json} says it. */
    static ObjectNode split(Splitting splitting, boolean spaceBefore) {
        ObjectNode sequence = JsonText.object().put("type", "Sequence");
        ArrayNode stages = sequence.putArray("pretokenizers");
        for (String pattern : splitting.patterns()) {
            ObjectNode stage = stages.addObject()
                    .put("type", "Split")
                    .put("behavior", "Isolated")
                    .put("invert", false);
            stage.putObject("pattern").put("Regex", pattern);
        }
        stages.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", spaceBefore)
                .put("trim_offsets", true)
                .put("use_regex", splitting.ofGpt2());
        return sequence;
    }
}
