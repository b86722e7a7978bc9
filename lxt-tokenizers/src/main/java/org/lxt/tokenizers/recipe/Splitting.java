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

    private static final String JAIS_2 = CONTRACTIONS + "|" + WORD + "|\\p{N}{1,3}" + SYMBOLS
            + "|\\s*[\\r\\n]+|\\s{512}(?!\\S)|\\s{256}(?!\\S)|\\s{128}(?!\\S)|\\s{64}(?!\\S)|\\s{32}(?!\\S)"
            + "|\\s{16}(?!\\S)|\\s{8}(?!\\S)|\\s{4}(?!\\S)|\\s{1,2}(?!\\S)|\\s{1}";
    private static final String MINICPM_5 = CONTRACTIONS + "|" + WORD + "|\\p{N}+" + SYMBOLS + LINES_AND_SPACES;
    private static final String BAILING = "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";
    private static final String EXAONE_MOE = CONTRACTIONS
            + "|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?"
            + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";
    private static final String THREES_FROM_THE_END = "\\d{1,3}(?=(?:\\d{3})*\\b)";
    private static final String YOUTU = "[\uac00-\ud7a3\u3131-\u318e]+"
            + "|[\uff01\u2026\u201c\u201d\u2018\u2019\u2014\uff1a\uff1b\uff0c\u3001-\u303f\ufe30-\ufe4f]+"
            + "|[\u3105-\u312f]+|[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+";

    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";

    private static final String TEKKEN = cased("", "\\p{N}");
    private static final String GPT_4O = cased(CONTRACTIONS + "?", "\\p{N}{1,3}");

    private static final String HAN_AND_KANA = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+";
    private static final String DEEPSEEK_3 =
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\\r\\n]*" + LINES_AND_SPACES;
    private static final String SPARK_25 =
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+|[\\r\\n]|\\s+(?!\\S)|\\s+";
    private static final String ASIAN =
            "[\u4e00-\u9fff\u3400-\u4dbf\u8c48-\ufaff\u3040-\u309f\u30a0-\u30ff\uff65-\uff9f"
                    + "\u2f00-\u2fdf\u0e40-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff"
                    + "\uac00-\ud7af\u1100-\u11ff]+";
    private static final String NUMBERS_FROM_THE_END = "\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))";
    private static final String NOT_HAN = "(?:(?!\\p{Han})";
    private static final String KIMI_2 =
            "\\p{Han}+|" + kimi("*", "+") + "|" + kimi("+", "*") + "|\\p{N}{1,3}" + SYMBOLS + LINES_AND_SPACES;

    /** Before so many digits that they are threes, and no other follows. */
    private static final String BEFORE_THREES = "(?:\\d{3})+(?!\\d)";

    private static final String FROM_THREES_TO_THREES =
            "(?=" + BEFORE_THREES + ")\\p{N}(?:(?!" + BEFORE_THREES + ")\\p{N})*";
    private static final String CASED_LETTERS =
            "A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba\u01bc-\u01bf\u01c4-\u0293\u0295-\u02af"
                    + "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5"
                    + "\u03f7-\u0481\u048a-\u052f\u0531-\u0556\u10a0-\u10c5\u13a0-\u13f5\u13f8-\u13fd\u1c90-\u1cba"
                    + "\u1cbd-\u1cbf\u1d00-\u1d2b\u1d6b-\u1d77\u1d79-\u1d9a\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45"
                    + "\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe"
                    + "\u1fc2-\u1fc4\u1fc6-\u1fcc\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ff4\u1ff6-\u1ffc"
                    + "\u2102\u2107\u210a-\u2113\u2115\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d\u212f-\u2134\u2139"
                    + "\u213c-\u213f\u2145-\u2149\u214e\u2183\u2184\u2c00-\u2c7b\u2c7e-\u2ce4\u2ceb-\u2cee\u2cf2\u2cf3"
                    + "\ua640-\ua66d\ua680-\ua69b\ua722-\ua76f\ua771-\ua787\ua78b-\ua78e\uab70-\uabbf\ufb00-\ufb06"
                    + "\ufb13-\ufb17\uff21-\uff3a\uff41-\uff5a\ud801\udc00-\ud801\udc4f\ud801\udcb0-\ud801\udcd3"
                    + "\ud801\udcd8-\ud801\udcfb\ud803\udc80-\ud803\udcb2\ud803\udcc0-\ud803\udcf2"
                    + "\ud806\udca0-\ud806\udcdf\ud83a\udd00-\ud83a\udd43";
    private static final String HAN_AND_HANGUL = "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+";
    private static final String WIDE_PUNCTUATION = "\\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002]+";
    private static final String BLOOM = " ?[^(\\s|.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c)]+";

    private static final String PUNCTUATION = "[\\p{P}\\$\\+<=>\\^~\\|]+";
    private static final String THREE_DIGITS = "[0-9][0-9][0-9]";

    private static final Map<String, Splitting> KNOWN = known();

    private static String cased(String ending, String digits) {
        String before = "[^\\r\\n\\p{L}\\p{N}]?";
        return before + UPPER + "*" + LOWER + "+" + ending + "|" + before + UPPER + "+" + LOWER + "*" + ending + "|"
                + digits + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + LINES_AND_SPACES;
    }

    /** Letters of both cases but no Chinese characters; {@code upper} and {@code lower} say how many of each. */
    private static String kimi(String upper, String lower) {
        return "[^\\r\\n\\p{L}\\p{N}]?" + NOT_HAN + UPPER + ")" + upper + NOT_HAN + LOWER + ")" + lower + CONTRACTIONS
                + "?";
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
        gpt2(all);
        llamaAndQwen(all);
        cased(all);
        put(all, by("\\p{N}{1,3}", HAN_AND_KANA, DEEPSEEK_3), "deepseek-v3", "hunyuan-dense", "joyai-llm", "hy_v4");
        put(all, by("\\p{N}{1,3}", HAN_AND_KANA, SPARK_25, "\\p{N}"), "spark2_5");
        put(all, by(NUMBERS_FROM_THE_END, ASIAN, DEEPSEEK_3), "afmoe");
        put(all, by("\\p{N}+", FROM_THREES_TO_THREES), "superbpe");
        put(all, by("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", HAN_AND_HANGUL, "\\p{N}"), "deepseek-coder");
        put(
                all,
                by("[\\r\\n]", "\\s?[" + CASED_LETTERS + "]+", WIDE_PUNCTUATION, "\\s+$", HAN_AND_HANGUL, "\\p{N}+"),
                "deepseek-llm");
        put(all, by(BLOOM), "bloom", "poro-chat", "gpt3-finnish");
        put(all, by(BLOOM, "\\p{N}"), "viking");
        put(all, falcon("[\\p{P}\\$\\+<=>\\^~\\|`]+", THREE_DIGITS), "falcon");
        put(all, falcon(PUNCTUATION, "\\p{N}+", THREE_DIGITS), "default");
        return all;
    }

    private static void gpt2(Map<String, Splitting> all) {
        put(all, gpt2After(), "gpt-2", "phi-2", "mpt", "olmo", "jais", "exaone4", "trillion", "granite-docling");
        put(all, gpt2After(), "gigachat", "a.x-4.0", "mellum");
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
        Splitting digits = gpt2After("\\p{N}");
        put(all, digits, "smollm", "starcoder", "refact", "codeshell", "exaone", "minerva-7b", "mellum2");
        put(all, digits.composing(), "command-r");
        put(
                all,
                gpt2After(
                                "<sentinel:[0-9]+>",
                                "IMGIMG[A-I]{1,4}Z",
                                "[\\t\\n]|    |  ",
                                "\\p{N}",
                                "[\\p{P}!-/:-@\\[-`{-~]")
                        .addingBegin(),
                "chameleon");
    }

    private static void llamaAndQwen(Map<String, Splitting> all) {
        Splitting llama3 = by(LLAMA_3).takingWholePieces().addingBegin();
        put(all, llama3, "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2");
        put(all, llama3, "jina-v5-nano");
        put(all, by(LLAMA_3), "dbrx", "smaug-bpe", "chatglm-bpe");
        put(all, by(LLAMA_3).takingWholePieces(), "glm4", "glm5");
        put(all, by(JAIS_2), "jais-2");
        put(all, by("\\p{N}{1,3}", MINICPM_5).takingWholePieces(), "minicpm5");
        put(all, by(QWEN_2).composing(), "qwen2", "deepseek-r1-qwen", "megrez", "f2llmv2");
        put(all, by(QWEN_35).composing(), "qwen35");
        put(all, by(QWEN_2), "stablelm2", "hunyuan", "solar-open", "grok-2", "kormo");
        put(all, by("[^\\n]+|[\\n]+", QWEN_2), "laguna");
        put(all, by(SEED), "seed-coder");
        put(all, by(WORD + "|\\p{N}" + SYMBOLS + LINES_AND_SPACES), "ufakzeka");
        put(all, by(BAILING), "bailingmoe", "bailingmoe2", "llada-moe");
        put(all, by(EXAONE_MOE), "exaone-moe");
    }

    private static void cased(Map<String, Splitting> all) {
        put(all, by(TEKKEN).takingWholePieces().addingBegin(), "tekken");
        put(all, by(GPT_4O), "gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2");
        put(all, by(GPT_4O).takingWholePieces(), "granite-embed-multi-97m");
        put(all, by(KIMI_2), "kimi-k2");
        put(all, by(THREES_FROM_THE_END, GPT_4O).composing(), "tiny_aya", "cohere2moe");
        put(all, by(YOUTU, cased(CONTRACTIONS + "?", "\\p{N}")).takingWholePieces(), "youtu");
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
