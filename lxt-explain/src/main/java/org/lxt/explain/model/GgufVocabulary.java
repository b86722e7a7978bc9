// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.tokenizers.stored.StoredVocabulary;
import org.lxt.tokenizers.stored.TextOption;
import org.lxt.tokenizers.stored.TokenType;
import org.lxt.tokenizers.stored.TokenUse;

/** The vocabulary of a GGUF file, in the metadata {@code tokenizer.ggml.*} of the ggml project's specification. */
final class GgufVocabulary implements StoredVocabulary {
    private static final String PREFIX = "tokenizer.ggml.";

    /** By the number that the file has for it. */
    private static final Map<Integer, TokenType> TYPES = Map.of(
            0, TokenType.NORMAL,
            1, TokenType.NORMAL,
            2, TokenType.UNKNOWN,
            3, TokenType.CONTROL,
            4, TokenType.USER_DEFINED,
            5, TokenType.UNUSED,
            6, TokenType.BYTE);

    private final GgufMetadata metadata;
    private final String kind;

    private GgufVocabulary(GgufMetadata metadata, String kind) {
        this.metadata = metadata;
        this.kind = kind;
    }

    /** That of a file, if it has one. */
    static Optional<StoredVocabulary> of(GgufMetadata metadata) {
        return metadata.string(PREFIX + "model")
                .filter(kind -> !kind.equals("none") && !kind.equals("no_vocab"))
                .map(kind -> new GgufVocabulary(metadata, kind));
    }

    @Override
    public String source() {
        return metadata.source();
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Optional<String> splitting() {
        return metadata.string(PREFIX + "pre");
    }

    @Override
    public List<String> tokens() {
        return metadata.strings(PREFIX + "tokens").orElse(List.of());
    }

    @Override
    public List<TokenType> types() {
        List<TokenType> types = new ArrayList<>();
        for (long number : metadata.integers(PREFIX + "token_type").orElse(new long[0])) {
            TokenType type = number < 0 || number >= TYPES.size() ? null : TYPES.get((int) number);
            if (type == null) {
                throw metadata.wrong(PREFIX + "token_type", "a list of numbers from 0 to " + (TYPES.size() - 1));
            }
            types.add(type);
        }
        return types;
    }

    @Override
    public double[] scores() {
        return metadata.numbers(PREFIX + "scores").orElse(new double[0]);
    }

    @Override
    public byte[] characterRules() {
        long[] values = metadata.integers(PREFIX + "precompiled_charsmap").orElse(new long[0]);
        byte[] rules = new byte[values.length];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = (byte) values[i];
        }
        return rules;
    }

    @Override
    public List<String> merges() {
        return metadata.strings(PREFIX + "merges").orElse(List.of());
    }

    @Override
    public OptionalInt token(TokenUse use) {
        String key = PREFIX
                + switch (use) {
                    case BEGIN -> "bos_token_id";
                    case END -> "eos_token_id";
                    case UNKNOWN -> "unknown_token_id";
                    case SEPARATOR ->
                        metadata.has(PREFIX + "separator_token_id") ? "separator_token_id" : "seperator_token_id";
                    case CLASSIFY -> "cls_token_id";
                    case MASK -> "mask_token_id";
                };
        OptionalLong id = metadata.integer(key);
        if (id.isEmpty()) {
            return OptionalInt.empty();
        }
        if (id.getAsLong() < 0 || id.getAsLong() > Integer.MAX_VALUE) {
            throw metadata.wrong(key, "the id of a token");
        }
        return OptionalInt.of((int) id.getAsLong());
    }

    @Override
    public Optional<Boolean> option(TextOption option) {
        return metadata.flag(PREFIX
                + switch (option) {
                    case ADD_BEGIN -> "add_bos_token";
                    case ADD_END -> "add_eos_token";
                    case ADD_SEPARATOR -> "add_sep_token";
                    case ADD_SPACE_PREFIX -> "add_space_prefix";
                    case REMOVE_EXTRA_SPACES -> "remove_extra_whitespaces";
                    case LOWERCASE -> "normalizer.lowercase";
                    case STRIP_ACCENTS -> "normalizer.strip_accents";
                });
    }
}
