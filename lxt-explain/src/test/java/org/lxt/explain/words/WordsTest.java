// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.target.TokenNames;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;

/** Tokens put together to words. */
class WordsTest {
    private static final ExplainedEntry X =
            new ExplainedEntry(0, 1, new Candidate(0, "x", 1, 1), 1, Optional.empty(), List.of());

    private static final Path TOKENIZERS = Path.of(System.getProperty("lxt.root"), "oracle", "tokenizers");
    private static final List<String> NAMES = List.of("llama3", "gpt2", "qwen2", "gpt2-prefix-space");

    /** What the tokenizers make of these, byte pieces and all, is put together again. */
    private static final List<String> TEXTS = List.of(
            "Farah Novak doesn't like unbelievably expensive beans (727,800.50 dollars)!\nQuestion: why?\n\n",
            "snake_case = f(x)->y; http://example.com/a-b",
            "\u6211\u559c\u6b22\u5403\u8c46\u5b50\uff0c\u56e0\u4e3a\u5b83\u4eec\u5f88\u597d\u5403\u3002",
            "\u30b3\u30fc\u30d2\u30fc\u3092\u98f2\u307f\u307e\u3057\u305f",
            "\u0647\u0644 \u062a\u062d\u0628 \u0627\u0644\u0641\u0648\u0644\u061f \u05e9\u05dc\u05d5\u05dd",
            "corn \ud83c\udf3d\ud83c\udf3d and \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 eat \ud83c\udde9\ud83c\uddea",
            "<|begin_of_text|>a<|eot_id|>b",
            "  leading, \t inner  and trailing   ",
            "x");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wordsArePartsOfThePromptThatEndWhereWordsEnd(boolean asText) {
        for (String name : NAMES) {
            Tokenizer tokenizer = Tokenizer.load(TOKENIZERS.resolve(name).resolve("tokenizer.json"));
            for (String text : TEXTS) {
                check(tokenizer, text, asText);
            }
        }
    }

    private static void check(Tokenizer tokenizer, String text, boolean asText) {
        Attribution a = attribution(tokenizer, text, asText);
        Words words = Words.of(a);
        int next = 0;
        StringBuilder joined = new StringBuilder();
        for (WordRelevance word : words.words()) {
            assertThat(word.firstToken()).isEqualTo(next);
            assertThat(word.lastToken()).isGreaterThanOrEqualTo(next);
            next = word.lastToken() + 1;
            double[] parts = Arrays.copyOfRange(a.relevance(), word.firstToken(), next);
            assertThat(word.relevance()).isCloseTo(Arrays.stream(parts).sum(), within(1e-12));
            joined.append(word.text());
            if (word.special()) {
                assertThat(parts).hasSize(1);
            } else if (asText) {
                assertThat(text.substring(word.start(), word.end())).isEqualTo(word.text());
            } else {
                assertThat(word.start() + word.end()).isZero();
            }
        }
        assertThat(next).isEqualTo(a.tokens().size());
        String whole = a.tokens().stream().anyMatch(t -> t.special() && t.start() == t.end())
                ? joined.toString().replaceFirst("^<\\|begin_of_text\\|>", "")
                : joined.toString();
        // some tokenizers leave the space between words out of their offsets
        assertThat(whole.replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
        assertThat(words.relevance()).hasSize(words.words().size());
        assertThat(Arrays.stream(words.relevance()).sum())
                .isCloseTo(Arrays.stream(a.relevance()).sum(), within(1e-9));
        for (int site = 0; site < a.latent().size(); site++) {
            assertThat(words.latent().get(site).site())
                    .isEqualTo(a.latent().get(site).site());
            double[] tokens = a.latent().get(site).relevance();
            double[] summed = words.latent().get(site).relevance();
            for (WordRelevance word : words.words()) {
                assertThat(summed[word.index()])
                        .isCloseTo(
                                Arrays.stream(tokens, word.firstToken(), word.lastToken() + 1)
                                        .sum(),
                                within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Farah doesn't like unbelievably expensive beans, no?#"
                        + "Farah| doesn't| like| unbelievably| expensive| beans|,| no|?",
                "in 1998 (727,800.50)#in| 1998| (|727,800.50|)",
                "\u6211\u559c\u6b22\u8c46\u5b50#\u6211|\u559c|\u6b22|\u8c46|\u5b50",
                "\ud83c\udf3d\ud83c\udf3d!#\ud83c\udf3d|\ud83c\udf3d|!",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 eat#\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67| eat",
            })
    void textAndIdsGiveTheSameWords(String text, String expected) {
        for (String name : List.of("llama3", "qwen2")) {
            Tokenizer tokenizer = Tokenizer.load(TOKENIZERS.resolve(name).resolve("tokenizer.json"));
            for (boolean asText : new boolean[] {true, false}) {
                Attribution a = attribution(tokenizer, text, asText);
                List<String> words = Words.of(a).words().stream()
                        .filter(w -> !w.special())
                        .map(WordRelevance::text)
                        .toList();
                assertThat(String.join("|", words)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aTokenOfSeveralWordsIsNotDivided() {
        assertThat(texts("one. Two", token("on", 0, 2), token("e. T", 2, 6), token("wo", 6, 8)))
                .containsExactly("one. Two");
    }

    @Test
    void trimmedTokensAreApartWhereSpaceIsBetweenThem() {
        assertThat(texts("un believ able", token("un", 0, 2), token("believ", 3, 9), token("able", 10, 14)))
                .containsExactly("un", "believ", "able");
    }

    @Test
    void tokensKnownByIdAloneStayAlone() {
        assertThat(texts(null, token("<7>", 7), token("<8>", 8))).containsExactly("<7>", "<8>");
    }

    @Test
    void bytesThatMakeNoCharacterStayAsTheyAreShown() {
        assertThat(texts(null, token("a\\xF0\\x9F", 1), token("\\xF0\\x9F", 2), token("b", 3)))
                .containsExactly("a\\xF0\\x9F", "\\xF0\\x9F", "b");
    }

    private static TokenRelevance token(String text, int start, int end) {
        return new TokenRelevance(0, 0, text, start, end, false, 1);
    }

    private static TokenRelevance token(String text, int id) {
        return new TokenRelevance(0, id, text, 0, 0, false, 1);
    }

    private static List<String> texts(@Nullable String prompt, TokenRelevance... tokens) {
        return Words.of(attribution(prompt, List.of(tokens), List.of())).words().stream()
                .map(WordRelevance::text)
                .toList();
    }

    private static Attribution attribution(Tokenizer tokenizer, String text, boolean asText) {
        Random random = new Random(text.hashCode());
        TokenNames names = new TokenNames(Optional.of(tokenizer), tokenizer.size());
        Encoding encoding = tokenizer.encode(text);
        List<TokenRelevance> tokens = new ArrayList<>();
        for (int i = 0; i < encoding.length(); i++) {
            int id = encoding.id(i);
            tokens.add(new TokenRelevance(
                    i,
                    id,
                    names.display(id),
                    asText ? encoding.start(i) : 0,
                    asText ? encoding.end(i) : 0,
                    names.isSpecial(id),
                    random.nextGaussian()));
        }
        LatentRelevance latent = new LatentRelevance(
                Site.of("layers.0"), random.doubles(tokens.size(), -1, 1).toArray());
        return attribution(asText ? text : null, tokens, List.of(latent));
    }

    private static Attribution attribution(
            @Nullable String prompt, List<TokenRelevance> tokens, List<LatentRelevance> latent) {
        ModelIdentity model = new ModelIdentity("test", List.of(), "llama", "test", "test");
        return Attribution.builder(model, "attnlrp", OutputKind.nextToken(), List.of(X))
                .prompt(prompt)
                .tokens(tokens)
                .latent(latent)
                .build();
    }
}
