// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.normalize.TextNormalizers;
import tools.jackson.databind.JsonNode;

/**
 * Settings of tokenizer_config.json against a tokenizer.json that is read as it is, because the class that it names makes
 * another tokenizer than that file: what the settings say must be what the file does already.
 */
public final class Contradictions {

    private static final Set<TokenizerClass> WITHOUT_CASE = Set.of(
            TokenizerClass.GPT2,
            TokenizerClass.ROBERTA,
            TokenizerClass.XLM_ROBERTA,
            TokenizerClass.QWEN2,
            TokenizerClass.GEMMA,
            TokenizerClass.LLAMA);
    private static final Set<TokenizerClass> WITHOUT_SPACE = Set.of(TokenizerClass.BERT, TokenizerClass.GEMMA);

    private final Field config;
    private final List<JsonNode> parts = new ArrayList<>();

    private Contradictions(Field config, Field root) {
        this.config = config;
        collect(root.get("normalizer").node());
        collect(root.get("pre_tokenizer").node());
    }

    /** Refuses settings that the class follows and the file does not. */
    public static void refuse(TokenizerClass tokenizer, Field config, Field root) {
        if (tokenizer == TokenizerClass.PLAIN) {
            return;
        }
        Contradictions contradictions = new Contradictions(config, root);
        if (!WITHOUT_CASE.contains(tokenizer)) {
            contradictions.require("do_lower_case", TextNormalizers.lowersCase(root.get("normalizer")));
            contradictions.require("strip_accents", contradictions.any(Contradictions::strips));
            if (!config.get("tokenize_chinese_chars").bool(true)) {
                contradictions.require(
                        "tokenize_chinese_chars",
                        contradictions.any(
                                part -> part.path("handle_chinese_chars").asBoolean(false)));
            }
        }
        if (!WITHOUT_SPACE.contains(tokenizer)) {
            contradictions.require("add_prefix_space", contradictions.any(Contradictions::startsWithSpace));
        }
    }

    private void collect(@Nullable JsonNode node) {
        if (node != null) {
            if (node.isObject()) {
                parts.add(node);
            }
            node.forEach(this::collect);
        }
    }

    private boolean any(Predicate<JsonNode> test) {
        return parts.stream().anyMatch(test);
    }

    private static boolean is(JsonNode part, String type) {
        return part.path("type").asString("").equals(type);
    }

    private static boolean strips(JsonNode part) {
        return is(part, "StripAccents")
                || (is(part, "BertNormalizer")
                        && part.path("strip_accents")
                                .asBoolean(part.path("lowercase").asBoolean(false)));
    }

    private static boolean startsWithSpace(JsonNode part) {
        return is(part, "Prepend")
                || (is(part, "Metaspace")
                        && !part.path("prepend_scheme")
                                .asString(part.path("add_prefix_space").asBoolean(true) ? "always" : "never")
                                .equals("never"))
                || (is(part, "ByteLevel") && part.path("add_prefix_space").asBoolean(false));
    }

    private void require(String name, boolean is) {
        Field setting = config.get(name);
        if (setting.isPresent() && setting.bool() != is) {
            throw setting.fault(name + " is " + setting.bool() + ", but the parts of tokenizer.json "
                    + (is ? "do that" : "do not do that")
                    + "; make both say the same, or give PreTrainedTokenizerFast as"
                    + " tokenizer_class to go by tokenizer.json alone");
        }
    }
}
