// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How texts are split before byte-level byte pair encoding, by the names that llama.cpp gives to the tokenizers of model families
 * ({@code llama-vocab.cpp}). The patterns are those of the families' own {@code tokenizer.json} where these are known, which
 * llama.cpp writes in other words.
 *
 * @param patterns each splits what the ones before it left, into what it matches and what is between
 * @param ofGpt2 whether GPT-2's own pattern follows
 * @param takesWholePieces whether a piece that is a token needs no joining
 * @param addsBegin whether a begin token is put before texts unless something else is said
 * @param composes whether text is made NFC first
 */
record Splitting(List<String> patterns, boolean ofGpt2, boolean takesWholePieces, boolean addsBegin, boolean composes) {
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String LINES_AND_SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String WORD = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
    private static final String SYMBOLS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*";

    private static final String LLAMA_3 = CONTRACTIONS + "|" + WORD + "|\\p{N}{1,3}" + SYMBOLS + LINES_AND_SPACES;
    private static final String QWEN_2 = CONTRACTIONS + "|" + WORD + "|\\p{N}" + SYMBOLS + LINES_AND_SPACES;
    private static final String QWEN_35 = CONTRACTIONS
            + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*" + LINES_AND_SPACES;
    private static final String SEED =
            CONTRACTIONS + "|" + WORD + "|\\p{N}| ?[^\\s\\p{L}\\p{N}\\r\\n]+" + LINES_AND_SPACES;

    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";

    private static final String TEKKEN = cased("", "\\p{N}");
    private static final String GPT_4O = cased(CONTRACTIONS + "?", "\\p{N}{1,3}");

    private static final String HAN_AND_KANA = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+";
    private static final String DEEPSEEK_3 =
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\\r\\n]*" + LINES_AND_SPACES;
    private static final String BLOOM = " ?[^(\\s|.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c)]+";

    private static final String PUNCTUATION = "[\\p{P}\\$\\+<=>\\^~\\|]+";
    private static final String THREE_DIGITS = "[0-9][0-9][0-9]";

    private static final Map<String, Splitting> KNOWN = known();

    private static String cased(String ending, String digits) {
        String before = "[^\\r\\n\\p{L}\\p{N}]?";
        return before + UPPER + "*" + LOWER + "+" + ending + "|" + before + UPPER + "+" + LOWER + "*" + ending + "|"
                + digits + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + LINES_AND_SPACES;
    }

    private static Splitting by(String... patterns) {
        return new Splitting(List.of(patterns), false, false, false, false);
    }

    private static Splitting gpt2After(String... patterns) {
        return new Splitting(List.of(patterns), true, false, false, false);
    }

    private Splitting takingWholePieces() {
        return new Splitting(patterns, ofGpt2, true, addsBegin, composes);
    }

    private Splitting addingBegin() {
        return new Splitting(patterns, ofGpt2, takesWholePieces, true, composes);
    }

    private Splitting composing() {
        return new Splitting(patterns, ofGpt2, takesWholePieces, addsBegin, true);
    }

    private static Map<String, Splitting> known() {
        Map<String, Splitting> all = new HashMap<>();
        Splitting llama3 = by(LLAMA_3).takingWholePieces().addingBegin();
        put(all, llama3, "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2");
        put(all, by(LLAMA_3), "dbrx", "smaug-bpe", "glm4", "chatglm-bpe");
        put(all, by(QWEN_2).composing(), "qwen2", "deepseek-r1-qwen", "megrez");
        put(all, by(QWEN_35).composing(), "qwen35");
        put(all, by(QWEN_2), "stablelm2", "hunyuan", "solar-open", "grok-2");
        put(all, by(SEED), "seed-coder");
        put(all, gpt2After(), "gpt-2", "phi-2", "mpt", "olmo", "jais", "exaone4", "trillion", "granite-docling");
        put(all, gpt2After().composing(), "modern-bert");
        put(
                all,
                gpt2After(),
                "roberta-bpe",
                "jina-v1-en",
                "jina-v2-code",
                "jina-es",
                "jina-de",
                "jina-v2-es",
                "jina-v2-de");
        put(
                all,
                gpt2After("\\p{N}"),
                "smollm",
                "starcoder",
                "refact",
                "command-r",
                "codeshell",
                "exaone",
                "minerva-7b");
        put(all, by(TEKKEN).takingWholePieces().addingBegin(), "tekken");
        put(all, by(GPT_4O), "gpt-4o", "llama4", "kanana2");
        put(all, by("\\p{N}{1,3}", HAN_AND_KANA, DEEPSEEK_3), "deepseek-v3", "hunyuan-dense", "joyai-llm");
        put(
                all,
                by("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+", "\\p{N}"),
                "deepseek-coder");
        put(all, by(BLOOM), "bloom", "poro-chat", "gpt3-finnish");
        put(all, by(BLOOM, "\\p{N}"), "viking");
        put(all, falcon("[\\p{P}\\$\\+<=>\\^~\\|`]+", THREE_DIGITS), "falcon");
        put(all, falcon(PUNCTUATION, "\\p{N}+", THREE_DIGITS), "default");
        return all;
    }

    /** GPT-2's pattern stands between others, so it is written out. */
    private static Splitting falcon(String first, String... last) {
        List<String> patterns = new ArrayList<>();
        patterns.add(first);
        patterns.add("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");
        patterns.addAll(List.of(last));
        return new Splitting(patterns, false, false, false, false);
    }

    private static void put(Map<String, Splitting> all, Splitting splitting, String... names) {
        for (String name : names) {
            all.put(name, splitting);
        }
    }

    /** The one of a name. */
    static Optional<Splitting> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** All names, in order. */
    static TreeSet<String> names() {
        return new TreeSet<>(KNOWN.keySet());
    }
}
