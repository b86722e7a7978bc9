// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lxt.tokenizers.file.Field;

/** The classes of tokenizers in transformers 5 that models of the supported families have. */
public enum TokenizerClass {
    BERT,
    GPT2,
    ROBERTA,
    XLM_ROBERTA,
    QWEN2,
    GEMMA,
    LLAMA,
    /** The class that takes tokenizer.json as it is. */
    PLAIN,
    /** A class of another family, or one that comes with a checkpoint. */
    OTHER;

    private static final Map<String, TokenizerClass> BY_NAME = byText(Map.of(
            BERT, List.of("BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer"),
            GPT2, List.of("GPT2Tokenizer"),
            ROBERTA, List.of("RobertaTokenizer"),
            XLM_ROBERTA, List.of("XLMRobertaTokenizer"),
            QWEN2, List.of("Qwen2Tokenizer"),
            GEMMA, List.of("GemmaTokenizer"),
            LLAMA, List.of("LlamaTokenizer"),
            PLAIN, List.of("PreTrainedTokenizer", "TokenizersBackend", "PythonBackend", "BloomTokenizer")));

    private static final Map<String, TokenizerClass> BY_FAMILY = byText(Map.of(
            BERT, List.of("bert", "distilbert", "electra"),
            GPT2, List.of("gpt2", "gptj", "gpt_neo"),
            ROBERTA, List.of("roberta"),
            XLM_ROBERTA, List.of("xlm-roberta", "xlm-roberta-xl"),
            QWEN2, List.of("qwen2", "qwen2_moe", "qwen3", "qwen3_moe"),
            GEMMA, List.of("gemma", "gemma2", "gemma3", "gemma3_text"),
            PLAIN, List.of("llama")));

    /** Families whose files are known to name a wrong class, for which transformers takes its own. */
    private static final Set<String> MISNAMED = Set.of("qwen2");

    private static final String END = "<|endoftext|>";

    private static Map<String, TokenizerClass> byText(Map<TokenizerClass, List<String>> texts) {
        Map<String, TokenizerClass> classes = new HashMap<>();
        texts.forEach((one, all) -> all.forEach(text -> classes.put(text, one)));
        return classes;
    }

    /** The texts of the special tokens, by name, that a class has unless a folder says otherwise. */
    Map<String, String> specialTokens() {
        return switch (this) {
            case BERT ->
                Map.of(
                        "unk_token", "[UNK]",
                        "sep_token", "[SEP]",
                        "pad_token", "[PAD]",
                        "cls_token", "[CLS]",
                        "mask_token", "[MASK]");
            case GPT2 -> Map.of("bos_token", END, "eos_token", END, "unk_token", END);
            case QWEN2 -> Map.of("eos_token", END, "unk_token", END, "pad_token", END);
            case ROBERTA, XLM_ROBERTA ->
                Map.of(
                        "bos_token", "<s>",
                        "eos_token", "</s>",
                        "sep_token", "</s>",
                        "cls_token", "<s>",
                        "unk_token", "<unk>",
                        "pad_token", "<pad>",
                        "mask_token", "<mask>");
            case GEMMA ->
                Map.of(
                        "bos_token", "<bos>",
                        "eos_token", "<eos>",
                        "unk_token", "<unk>",
                        "pad_token", "<pad>",
                        "mask_token", "<mask>");
            case LLAMA -> Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token", "<unk>");
            case PLAIN, OTHER -> Map.of();
        };
    }

    /**
     * The class that transformers takes.
     *
     * @param named the class that tokenizer_config.json names
     * @param model the file config.json
     */
    public static TokenizerClass of(Field named, Field model) {
        Field family = model.get("model_type");
        TokenizerClass usual = family.isPresent() ? BY_FAMILY.getOrDefault(family.text(), OTHER) : PLAIN;
        Field telling = named.isPresent() ? named : model.get("tokenizer_class");
        if (!telling.isPresent() || (family.isPresent() && MISNAMED.contains(family.text()))) {
            return usual;
        }
        String name = telling.text();
        String bare = name.endsWith("Fast") ? name.substring(0, name.length() - "Fast".length()) : name;
        return BY_NAME.getOrDefault(bare, OTHER);
    }
}
