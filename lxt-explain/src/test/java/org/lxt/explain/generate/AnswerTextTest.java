// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tokenizers.Tokenizer;

/** Pieces of an answer: whole characters that add up to it, and stop texts wherever tokens part them. */
class AnswerTextTest {
    private static final String PROMPT = "Say it:";
    private static final String ANSWER =
            " h\u00e9llo  w\u00f6rld \u65e5\u672c\u8a9e\n\u0928\u092e\u0938\u094d\u0924\u0947 \ud83d\ude00\ud83d\udc69\u200d\ud83d\ude80 \ud83e\uddea, done. \ufffd\ufffd \ud800\udf48 end";

    private static Tokenizer tokenizer(String name) {
        return Tokenizer.load(Path.of(System.getProperty("lxt.root"), "oracle", "tokenizers", name, "tokenizer.json"));
    }

    private record Told(List<String> pieces, String rest, AnswerText text) {
        String all() {
            return String.join("", pieces) + rest;
        }
    }

    private static Told tell(Tokenizer tokenizer, int[] ids, int prompt, String... stops) {
        AnswerText text = new AnswerText(tokenizer, prompt, List.of(stops));
        List<String> pieces = new ArrayList<>();
        for (int end = prompt + 1; end <= ids.length && !text.hasStopped(); end++) {
            pieces.add(text.add(Arrays.copyOf(ids, end)));
        }
        return new Told(pieces, text.rest(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama2", "llama2-metaspace", "llama3", "qwen2", "gemma", "unigram"})
    void piecesAreWholeCharactersAndAddUp(String name) {
        Tokenizer tokenizer = tokenizer(name);
        int[] prompt = tokenizer.encode(PROMPT, null, false).ids();
        int[] answer = tokenizer.encode(PROMPT + ANSWER, null, false).ids();
        Told told = tell(tokenizer, answer, prompt.length);
        String whole = tokenizer.decode(answer, false);
        assertThat(tokenizer.decode(prompt, false) + told.all()).isEqualTo(whole);
        assertThat(told.text().text()).isEqualTo(told.all());
        long replaced = told.all().chars().filter(c -> c == 0xFFFD).count();
        long expected = whole.chars().filter(c -> c == 0xFFFD).count();
        assertThat(replaced).isEqualTo(expected);
        for (String piece : told.pieces()) {
            assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isTrue();
            assertThat(piece.isEmpty() || !Character.isLowSurrogate(piece.charAt(0)))
                    .isTrue();
        }
        assertThat(told.pieces().stream().filter(p -> !p.isEmpty()).count()).isGreaterThan(5);
    }

    /** Tokens as they come: most are no text that anyone would write, many no whole characters. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama2", "llama2-metaspace", "llama3", "qwen2", "gemma", "unigram"})
    void piecesOfAnyTokensAddUp(String name) {
        Tokenizer tokenizer = tokenizer(name);
        Random random = new Random(11);
        int[] known =
                IntStream.range(0, tokenizer.size()).filter(tokenizer::hasToken).toArray();
        for (int round = 0; round < 300; round++) {
            // the first ids are bytes and single characters in most vocabularies
            int bound = round % 2 == 0 ? known.length : Math.min(known.length, 300);
            int[] ids = random.ints(25, 0, bound).map(i -> known[i]).toArray();
            assertThat(tell(tokenizer, ids, 0).all())
                    .as("%s", Arrays.toString(ids))
                    .isEqualTo(tokenizer.decode(ids, false));
        }
    }

    @Test
    void aCharacterOfSeveralTokensComesWithItsLast() {
        Tokenizer tokenizer = tokenizer("gpt2");
        int[] ids = tokenizer.encode("a\ud83e\uddeab", null, false).ids();
        Told told = tell(tokenizer, ids, 0);
        assertThat(told.pieces()).hasSizeGreaterThan(4);
        assertThat(told.pieces().stream().filter(p -> !p.isEmpty())).containsExactly("a", "\ud83e\uddea", "b");
    }

    @Test
    void halfACharacterComesAtTheEnd() {
        Tokenizer tokenizer = tokenizer("gpt2");
        int[] ids = tokenizer.encode("a\ud83e\uddea", null, false).ids();
        Told told = tell(tokenizer, Arrays.copyOf(ids, ids.length - 1), 0);
        assertThat(String.join("", told.pieces())).isEqualTo("a");
        assertThat(told.rest()).isEqualTo("\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama2", "llama3", "qwen2", "gemma"})
    void aStopTextIsFoundWhereverTokensPartIt(String name) {
        Tokenizer tokenizer = tokenizer(name);
        String answer = " The expedition reached the summit; then it turned back.\n\nThe end";
        int prompt = tokenizer.encode(PROMPT, null, false).ids().length;
        int[] ids = tokenizer.encode(PROMPT + answer, null, false).ids();
        for (int from = 0; from < answer.length(); from += 3) {
            for (int length : new int[] {1, 2, 7, 20}) {
                String stop = answer.substring(from, Math.min(answer.length(), from + length));
                Told told = tell(tokenizer, ids, prompt, "nowhere at all", stop);
                int taken = told.pieces().size();
                assertThat(told.text().hasStopped()).as("'%s'", stop).isTrue();
                assertThat(told.all()).contains(stop);
                assertThat(tell(tokenizer, Arrays.copyOf(ids, prompt + taken - 1), prompt)
                                .all())
                        .doesNotContain(stop);
            }
        }
        assertThat(tell(tokenizer, ids, prompt, "it:", "summits").text().hasStopped())
                .as("the prompt does not count")
                .isFalse();
    }

    @Test
    void aStopTextBeforeHalfACharacterIsFoundAtOnce() {
        Tokenizer tokenizer = tokenizer("gpt2");
        // ids of "x", "\n" and the first byte of an emoji
        int[] ids = tokenizer.encode("x\n\ud83e\uddea", null, false).ids();
        Told told = tell(tokenizer, ids, 0, "\n");
        assertThat(told.all()).startsWith("x\n");
        assertThat(told.text().hasStopped()).isTrue();
        assertThat(told.pieces()).hasSize(2);
    }
}
