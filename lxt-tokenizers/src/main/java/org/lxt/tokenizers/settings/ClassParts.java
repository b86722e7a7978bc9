// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.settings;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.added.NewToken;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.model.Models;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of a tokenizer that a class of transformers 5 makes itself, in the form of tokenizer.json. Of a tokenizer.json
 * it keeps the vocabulary, the merges, and, unless it has one of its own, the post-processor.
 */
public record ClassParts(
        ObjectNode model, @Nullable ObjectNode normalizer, ObjectNode preTokenizer, ObjectNode decoder) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String QWEN2_PATTERN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final int LONGEST_WORD = 100;

    /** What a class sets itself, whatever a tokenizer.json says. */
    private static final Set<String> SETTINGS =
            Set.of("add_prefix_space", "trim_offsets", "lowercase", "strip_accents", "handle_chinese_chars");

    /** Whether a class makes its parts as described here. */
    public static boolean areKnown(TokenizerClass tokenizer) {
        return switch (tokenizer) {
            case BERT, GPT2, ROBERTA, QWEN2, GEMMA -> true;
            case XLM_ROBERTA, LLAMA, PLAIN, OTHER -> false;
        };
    }

    /**
     * The parts that a class makes.
     *
     * @param vocabulary ids by token
     * @param merges the merges, if the class has any
     */
    public static ClassParts of(
            TokenizerClass tokenizer, FolderSettings settings, JsonNode vocabulary, JsonNode merges) {
        NewToken unknown = settings.named(tokenizer).get("unk_token");
        ObjectNode model = JSON.objectNode();
        model.set("vocab", vocabulary);
        if (tokenizer == TokenizerClass.BERT) {
            model.put("type", "WordPiece")
                    .put("unk_token", unknown == null ? null : unknown.content())
                    .put("continuing_subword_prefix", "##")
                    .put("max_input_chars_per_word", LONGEST_WORD);
            return new ClassParts(
                    model,
                    bertNormalizer(settings),
                    part("BertPreTokenizer"),
                    part("WordPiece").put("prefix", "##").put("cleanup", true));
        }
        model.put("type", "BPE").set("merges", merges);
        boolean space = settings.flag("add_prefix_space", false);
        return switch (tokenizer) {
            case GEMMA -> {
                model.put("unk_token", unknown == null ? null : unknown.content())
                        .put("fuse_unk", true)
                        .put("byte_fallback", true);
                yield new ClassParts(
                        model, underscores(" ", "▁"), split("String", " ", "MergedWithPrevious"), spaces());
            }
            case QWEN2 -> {
                ObjectNode sequence = part("Sequence");
                sequence.putArray("pretokenizers")
                        .add(split("Regex", QWEN2_PATTERN, "Isolated"))
                        .add(byteLevel(space).put("use_regex", false));
                yield new ClassParts(model, part("NFC"), sequence, part("ByteLevel"));
            }
            default -> new ClassParts(model, null, byteLevel(space), part("ByteLevel"));
        };
    }

    private static ObjectNode part(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode bertNormalizer(FolderSettings settings) {
        ObjectNode normalizer = part("BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", settings.flag("tokenize_chinese_chars", true))
                .put("lowercase", settings.flag("do_lower_case", true));
        Field stripAccents = settings.config().get("strip_accents");
        if (stripAccents.isPresent()) {
            normalizer.put("strip_accents", stripAccents.bool());
        }
        return normalizer;
    }

    private static ObjectNode byteLevel(boolean prefixSpace) {
        return part("ByteLevel")
                .put("add_prefix_space", prefixSpace)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode split(String kind, String pattern, String behavior) {
        ObjectNode split = part("Split").put("behavior", behavior).put("invert", false);
        split.putObject("pattern").put(kind, pattern);
        return split;
    }

    private static ObjectNode underscores(String from, String to) {
        ObjectNode replace = part("Replace").put("content", to);
        replace.putObject("pattern").put("String", from);
        return replace;
    }

    private static ObjectNode spaces() {
        ObjectNode sequence = part("Sequence");
        ArrayNode decoders = sequence.putArray("decoders");
        List.of(underscores("▁", " "), part("ByteFallback"), part("Fuse")).forEach(decoders::add);
        return sequence;
    }

    /**
     * Whether a tokenizer.json differs in nothing but the settings of its parts. If it differs in more, it was made by
     * other means than the class, and what the class would make of it is another tokenizer.
     */
    public boolean fit(Field root) {
        Field other = root.get("model");
        return other.get("vocab").isObject()
                && Models.type(other).equals(model.get("type").stringValue())
                && text(other, "continuing_subword_prefix")
                        .equals(model.path("continuing_subword_prefix").asString(""))
                && text(other, "end_of_word_suffix").isEmpty()
                && !other.get("ignore_merges").bool(false)
                && other.get("byte_fallback").bool(false)
                        == model.path("byte_fallback").asBoolean(false)
                && (other.get("fuse_unk").bool(false) || !model.path("fuse_unk").asBoolean(false))
                && shape(root.get("normalizer").node()).equals(shape(normalizer))
                && shape(root.get("pre_tokenizer").node()).equals(shape(preTokenizer));
    }

    private static String text(Field model, String name) {
        Field field = model.get(name);
        return field.isPresent() ? field.text() : "";
    }

    private static JsonNode shape(@Nullable JsonNode node) {
        if (node == null) {
            return NullNode.getInstance();
        }
        JsonNode copy = node.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(SETTINGS);
            if (object.path("type").asString("").equals("ByteLevel") && !object.has("use_regex")) {
                object.put("use_regex", true);
            }
        }
        node.forEach(ClassParts::strip);
    }

    /** These parts in place of those of a tokenizer.json, or alone, without added tokens. */
    public Field root(Field file) {
        ObjectNode root = JSON.objectNode();
        Objects.requireNonNull(file.node()).properties().forEach(entry -> root.set(entry.getKey(), entry.getValue()));
        root.remove("added_tokens");
        root.set("model", model);
        root.set("normalizer", normalizer == null ? NullNode.getInstance() : normalizer);
        root.set("pre_tokenizer", preTokenizer);
        root.set("decoder", decoder);
        return new Field(file.file(), "", root);
    }
}
