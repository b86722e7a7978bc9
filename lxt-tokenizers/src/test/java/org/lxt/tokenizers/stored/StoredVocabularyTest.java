// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lxt.tokenizers.Tokenizer;
import org.lxt.tokenizers.error.TokenizerException;

/** Small vocabularies: what is refused, and what the options do. */
class StoredVocabularyTest {
    private static final String BYTES = "abcdefghijklmnopqrstuvwxyz0123456789\u0120\u010a.,";

    /** A vocabulary to be changed. */
    private static final class Made implements StoredVocabulary {
        String kind = "gpt2";
        String splitting = "gpt-2";
        final List<String> tokens = new ArrayList<>();
        final List<TokenType> types = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();
        final List<String> merges = new ArrayList<>();
        final Map<TokenUse, Integer> uses = new EnumMap<>(TokenUse.class);
        final Map<TextOption, Boolean> options = new EnumMap<>(TextOption.class);

        Made add(String token, TokenType type, double score) {
            tokens.add(token);
            types.add(type);
            scores.add(score);
            return this;
        }

        @Override
        public String source() {
            return "made";
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Optional<String> splitting() {
            return Optional.ofNullable(splitting);
        }

        @Override
        public List<String> tokens() {
            return tokens;
        }

        @Override
        public List<TokenType> types() {
            return types;
        }

        @Override
        public double[] scores() {
            return scores.stream().mapToDouble(s -> s).toArray();
        }

        @Override
        public List<String> merges() {
            return merges;
        }

        @Override
        public OptionalInt token(TokenUse use) {
            Integer id = uses.get(use);
            return id == null ? OptionalInt.empty() : OptionalInt.of(id);
        }

        @Override
        public Optional<Boolean> option(TextOption option) {
            return Optional.ofNullable(options.get(option));
        }
    }

    private static Made byteLevel() {
        Made made = new Made();
        BYTES.chars().forEach(c -> made.add(Character.toString(c), TokenType.NORMAL, 0));
        return made.add("<s>", TokenType.CONTROL, 0).add("</s>", TokenType.CONTROL, 0);
    }

    private static Made sentencePiece() {
        Made made = new Made();
        made.kind = "llama";
        made.add("<unk>", TokenType.UNKNOWN, 0).add("<s>", TokenType.CONTROL, 0).add("</s>", TokenType.CONTROL, 0);
        return made.add("a", TokenType.NORMAL, -10)
                .add("b", TokenType.NORMAL, -11)
                .add("\u2581", TokenType.NORMAL, -12);
    }

    private static Made unigram() {
        Made made = new Made();
        made.kind = "t5";
        made.add("<s>", TokenType.CONTROL, 0).add("</s>", TokenType.CONTROL, 0).add("<unk>", TokenType.UNKNOWN, 0);
        made.add("\u2581", TokenType.NORMAL, -2).add("ab", TokenType.NORMAL, -1).add("xa", TokenType.NORMAL, -15);
        made.uses.put(TokenUse.UNKNOWN, 2);
        return made.add("b", TokenType.NORMAL, -15).add("[PAD7]", TokenType.UNUSED, -10_000);
    }

    /** What fills a gap is no piece, nor does its score count: what is unknown costs 10 more than the worst piece, 25 here. */
    @Test
    void piecesOfAUnigramModelAreThoseThatAreUsed() {
        Made made = unigram();
        assertThat(tokens(made, "ab  ab\n")).isEqualTo("\u2581 ab \u2581 ab </s>");
        assertThat(tokens(made, "xab")).isEqualTo("\u2581 <unk> ab </s>");
        assertThat(tokens(made, "[PAD7]")).isEqualTo("\u2581 <unk> </s>");
        made.uses.put(TokenUse.BEGIN, 0);
        assertThat(tokens(made, "ab")).isEqualTo("<s> \u2581 ab </s>");
        made.options.put(TextOption.ADD_SPACE_PREFIX, false);
        assertThat(tokens(made, "ab ab")).isEqualTo("<s> ab ab </s>");
    }

    private static String tokens(Made made, String text) {
        Tokenizer tokenizer = Tokenizer.of(made);
        List<String> tokens = new ArrayList<>();
        for (int id : tokenizer.encode(text).ids()) {
            tokens.add(tokenizer.token(id));
        }
        return String.join(" ", tokens);
    }

    private static void assertRefused(Made made, String message) {
        assertThatThrownBy(() -> Tokenizer.of(made))
                .isInstanceOf(TokenizerException.class)
                .hasMessageContaining(message);
    }

    @Test
    void kindsThatAreNotKnownAreRefusedByName() {
        Made made = byteLevel();
        made.kind = "rwkv";
        assertRefused(
                made, "made: a tokenizer of the kind 'rwkv' is not supported yet (supported: bert, gpt2, llama, t5)");
        Made split = byteLevel();
        split.splitting = "unheard-of";
        assertRefused(
                split, "made: texts are to be split as 'unheard-of', which is not supported yet (supported: a.x-4.0, ");
    }

    @Test
    void everySplittingThatIsNamedCanBeUsed() {
        Made refused = byteLevel();
        refused.splitting = "?";
        String message = "";
        try {
            Tokenizer.of(refused);
        } catch (TokenizerException e) {
            message = e.getMessage().replaceFirst(".*supported: ", "").replaceFirst("\\).*", "");
        }
        List<String> names = List.of(message.split(", ", -1));
        assertThat(names).hasSizeGreaterThan(40).contains("default", "llama-bpe", "qwen2", "tekken", "deepseek-v3");
        for (String name : names) {
            Made made = byteLevel();
            made.splitting = name;
            made.options.put(TextOption.ADD_BEGIN, false);
            made.options.put(TextOption.ADD_SEPARATOR, false);
            Tokenizer tokenizer = Tokenizer.of(made);
            String text = "ab  c12345.\n\nd, e";
            assertThat(tokenizer.decode(tokenizer.encode(text).ids(), false))
                    .as(name)
                    .isEqualTo(text);
        }
    }

    @Test
    void digitsAreSplitAsTheNameSays() {
        assertThat(digits("gpt-2")).isEqualTo("12 34 5");
        assertThat(digits("smollm")).isEqualTo("1 2 3 4 5");
        assertThat(digits("llama-bpe")).isEqualTo("12 3 4 5");
        assertThat(digits("qwen2")).isEqualTo("1 2 3 4 5");
        assertThat(digits("default")).isEqualTo("12 3 4 5");
        // threes are counted from the end of a word of digits alone, as the library does it
        assertThat(digits("tiny_aya", "1234567 12345a")).isEqualTo("1 2 34 5 6 7 \u0120 12 3 4 5 a");
    }

    private static String digits(String splitting) {
        return digits(splitting, "12345");
    }

    /** With tokens for 12, 34 and 45. */
    private static String digits(String splitting, String text) {
        Made made = byteLevel();
        made.splitting = splitting;
        made.options.put(TextOption.ADD_BEGIN, false);
        made.add("12", TokenType.NORMAL, 0).add("34", TokenType.NORMAL, 0);
        made.merges.addAll(List.of("1 2", "3 4"));
        return tokens(made, text);
    }

    @Test
    void contradictionsAreRefused() {
        Made twice = byteLevel().add("a", TokenType.NORMAL, 0);
        assertRefused(twice, "made: the vocabulary has the token 'a' twice, with the ids 0 and 42");
        Made types = byteLevel();
        types.types.removeLast();
        assertRefused(types, "has 42 tokens but types for 41");
        Made merges = byteLevel();
        merges.merges.add("a b");
        assertRefused(merges, "needs the token 'ab', which is not in the vocabulary");
        Made begin = byteLevel();
        begin.options.put(TextOption.ADD_BEGIN, true);
        assertRefused(begin, "a token for BEGIN is needed, but no id is given for it");
        begin.uses.put(TokenUse.BEGIN, 99);
        assertRefused(begin, "the token for BEGIN has the id 99, but ids go from 0 to 41");
        Made scores = sentencePiece();
        scores.scores.removeLast();
        assertRefused(scores, "has 6 tokens but scores for 5");
        Made spaces = sentencePiece();
        spaces.options.put(TextOption.REMOVE_EXTRA_SPACES, true);
        assertRefused(spaces, "several spaces are to count as one, which is not supported yet");
        assertRefused(new Made(), "the vocabulary has no tokens");
    }

    @Test
    void tokensBeforeAndAfterAreThoseThatAreAskedFor() {
        Made made = byteLevel();
        made.uses.put(TokenUse.BEGIN, 40);
        made.uses.put(TokenUse.END, 41);
        assertThat(tokens(made, "ab")).isEqualTo("a b");
        made.options.put(TextOption.ADD_BEGIN, true);
        made.options.put(TextOption.ADD_END, true);
        assertThat(tokens(made, "ab")).isEqualTo("<s> a b </s>");
        assertThat(tokens(made, "a<s>b")).isEqualTo("<s> a <s> b </s>");
    }

    @Test
    void theHighestScoreIsJoinedFirstAndOfEqualOnesTheLeftmost() {
        Made made = sentencePiece();
        made.options.put(TextOption.ADD_SPACE_PREFIX, false);
        made.add("aa", TokenType.NORMAL, -1).add("ab", TokenType.NORMAL, -2).add("aaa", TokenType.NORMAL, -1);
        assertThat(tokens(made, "aaab")).isEqualTo("<s> aaa b");
        assertThat(tokens(made, "ab")).isEqualTo("<s> ab");
        assertThat(tokens(made, "aaaaa")).isEqualTo("<s> aaa aa");
    }

    @Test
    void controlTokensAreNeverMadeOfText() {
        Made made = sentencePiece();
        made.add("ab", TokenType.CONTROL, 5);
        assertThat(tokens(made, "b a")).isEqualTo("<s> \u2581 b \u2581 a");
    }

    @Test
    void aCharacterWithoutATokenBecomesBytesOrUnknown() {
        Made made = sentencePiece();
        assertThat(tokens(made, "a\u00e9\u00e9")).isEqualTo("<s> \u2581 a <unk>");
        for (int b = 0; b < 256; b++) {
            made.add(String.format("<0x%02X>", b), TokenType.BYTE, 0);
        }
        assertThat(tokens(made, "a\u00e9")).isEqualTo("<s> \u2581 a <0xC3> <0xA9>");
    }

    @Test
    void wordPieceTellsByItsVocabularyWhetherItIsLowerCase() {
        Made made = new Made();
        made.kind = "bert";
        made.add("[UNK]", TokenType.CONTROL, 0)
                .add("[CLS]", TokenType.CONTROL, 0)
                .add("[SEP]", TokenType.CONTROL, 0);
        made.add("\u2581ab", TokenType.NORMAL, 0).add("c", TokenType.NORMAL, 0);
        assertThat(tokens(made, "ABC ab")).isEqualTo("[CLS] ab ##c ab [SEP]");
        made.add("\u2581AB", TokenType.NORMAL, 0);
        assertThat(tokens(made, "ABc ab")).isEqualTo("[CLS] AB ##c ab [SEP]");
        made.options.put(TextOption.LOWERCASE, true);
        assertThat(tokens(made, "ABC")).isEqualTo("[CLS] ab ##c [SEP]");
    }
}
