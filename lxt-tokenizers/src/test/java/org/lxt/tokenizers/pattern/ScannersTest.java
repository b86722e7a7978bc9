// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lxt.tokenizers.Fixtures;
import org.lxt.tokenizers.text.CharacterKinds;

/** The hand-written scanners must split as the pattern they stand for does. */
class ScannersTest {

    private static final int TEXTS = 20_000;
    private static final String[] FRAGMENTS = {
        "'s", "'S", "'\u017F", "'re", "'lL", "'ve", "'D", "'", "''", "don't", "A", "b", "é", "日本", "𐍈", "🙂", "١",
        "12", "1234567", "½", "𝟙", " ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u3000", "\u2028", "\u000B", "\u0085",
        "\u001C", "\u180E", "\u200B", ".", "...", "!?", "_", "\u0301", "ि", "\u0000", "\uFFFD", "\uE000", "\u0378"
    };

    static final List<String> PATTERNS =
            List.of(Llama3Scanner.LLAMA_3_PATTERN, Llama3Scanner.QWEN_2_PATTERN, Gpt2Scanner.PATTERN);

    @ParameterizedTest
    @FieldSource("PATTERNS")
    void agreesWithThePattern(String pattern) {
        Spans scanner = RegexSpans.of(Fixtures.text(pattern));
        Spans regex = RegexSpans.translated(Fixtures.text(pattern));
        assertThat(scanner).isInstanceOf(SpanScanner.class);
        Random random = new Random(20_261_123);
        for (int i = 0; i < TEXTS; i++) {
            String text = randomText(random);
            assertThat(spans(scanner, text)).as("%s", text).isEqualTo(spans(regex, text));
        }
    }

    @ParameterizedTest
    @FieldSource("PATTERNS")
    void agreesOnEveryCharacter(String pattern) {
        Spans scanner = RegexSpans.of(Fixtures.text(pattern));
        Spans regex = RegexSpans.translated(Fixtures.text(pattern));
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = "'" + Character.toString(c) + "e a" + Character.toString(c) + "1 " + Character.toString(c);
            assertThat(spans(scanner, text)).as("U+%X", c).isEqualTo(spans(regex, text));
        }
    }

    @Test
    void spacesAreWhiteSpaceOfUnicode() {
        List<Integer> spaces = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (CharacterKinds.isWhiteSpace(c)) {
                spaces.add(c);
            }
        }
        assertThat(spaces)
                .containsExactly(
                        0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
                        0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(12);
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(6) == 0) {
                int c = random.nextInt(random.nextBoolean() ? 0x3000 : 0x20000);
                text.appendCodePoint(Character.isBmpCodePoint(c) && Character.isSurrogate((char) c) ? 'x' : c);
            } else {
                text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
            }
        }
        return text.toString();
    }

    private static List<String> spans(Spans spans, String text) {
        List<String> found = new ArrayList<>();
        spans.find(text, (start, end, matched) -> found.add(start + "-" + end + matched));
        return found;
    }
}
