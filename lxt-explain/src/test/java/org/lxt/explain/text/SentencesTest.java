// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sentences end. A bar stands for an end in what is expected. */
class SentencesTest {
    private static List<String> sentences(String text) {
        List<String> all = new ArrayList<>();
        int start = 0;
        for (int end : Sentences.ends(text, 0, text.length())) {
            all.add(text.substring(start, end));
            start = end;
        }
        assertThat(String.join("", all)).isEqualTo(text);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "One. |Two! |Three?",
                "It cost 3.14 or 1,000.50 euros. |See example.com for more. |Done.",
                "Mr. Smith met Dr. J. R. Jones, e.g. on Oct. 3 at 5 p.m. in St. Ives. |They left.",
                "He said \"Stop!\" and left. |\"Why?\" he asked. |\"Because.\" |She stayed.",
                "Really?! |Yes... no? |Well ... perhaps. |(It was so.) |So it was.",
                "See Fig. 3 and No. 7. |And 12. |1945. |It ended.",
                "Is it? |it is. and so on. |It is.",
                "The plan works. - Not a list",
                "What is b? |b is 4!",
                "We asked him (who?), and he knew. |Good.",
                "x!y?z is one. |Two",
                "m = 91. |b = k. |d = 40. |It comes to about incl. tax.",
            })
    void sentencesEndWithMarksButNotWithAbbreviations(String marked) {
        assertEnds(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u4eca\u5929\u4e0b\u96e8\u3002|\u6211\u4e0d\u51fa\u95e8\uff01|\u4f60\u5462\uff1f|\u597d",
                "\u300c\u884c\u304f\u3002\u300d|\u5f7c\u306f\u8a00\u3063\u305f\u3002",
                "\u0623\u064a\u0646 \u0623\u0646\u062a\u061f |\u0647\u0646\u0627.",
                "\u092f\u0939 \u0918\u0930 \u0939\u0948\u0964 |\u0935\u0939 \u0928\u0939\u0940\u0902\u0964",
                "\u00c9tait-il l\u00e0 ? |\u00c9videmment. |Oui\u2026 |Non.",
                "\ud83d\ude00 Great! |\ud83d\ude00\ud83d\ude00. |\ud835\udc00 is bold.",
            })
    void otherScriptsHaveMarksOfTheirOwn(String marked) {
        assertEnds(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Heading\n\n|Text of two lines that goes on here, and that was wrapped by\nan editor. |More.",
                "- milk\n|- eggs. \n|* bread",
                "1. Open it.\n|2. Close it. |Then go.\n|10. End",
                "a. first\n|b. second",
                "apples\n|pears\n|plums",
                "Name: Bob\r\n|Age: 7\r\n\r\n|\r\n",
                "# Title\n|lower text",
                "| a | b |\n|> quoted\n|tail",
                "Line one\u2028|Line two",
            })
    void linesEndThemUnlessTheyAreWrapped(String marked) {
        // a table begins with the bar itself
        String shown = marked.startsWith("| a") ? "\u0001 a \u0001 b \u0001\n|> quoted\n|tail" : marked;
        List<String> expected =
                Stream.of(shown.split("\\|")).map(s -> s.replace('\u0001', '|')).toList();
        String text = String.join("", expected);
        if (text.endsWith("\r\n\r\n\r\n")) {
            expected = List.of("Name: Bob\r\n", "Age: 7\r\n\r\n\r\n");
        }
        assertThat(sentences(text)).isEqualTo(expected);
    }

    private static void assertEnds(String marked) {
        assertThat(sentences(marked.replace("|", ""))).containsExactly(marked.split("\\|"));
    }

    @Test
    void aPartIsReadByItself() {
        String text = "One. Two. Three.";
        assertThat(Sentences.ends(text, 1, 8)).containsExactly(5, 8);
        assertThat(Sentences.ends(text, 4, 4)).isEmpty();
        assertThat(sentences("")).isEmpty();
        assertThat(sentences(" \n ")).containsExactly(" \n ");
    }

    static Stream<String> plainProse() {
        return Stream.of(
                "The expedition left in May. It reached the pole in June! Was it the first? Nobody knew for years.",
                "She lives in Bonn. He lives in Rome. They meet in Graz, sometimes. \"Good,\" they say.",
                "Das Haus ist alt. Der Garten ist neu! Wer wohnt dort? Eine Familie.");
    }

    /** The rules of the annex, as the JDK has them. */
    @ParameterizedTest
    @MethodSource("plainProse")
    void plainProseEndsWhereTheJdkEndsIt(String text) {
        BreakIterator jdk = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        jdk.setText(text);
        List<Integer> expected = new ArrayList<>();
        for (int end = jdk.next(); end != BreakIterator.DONE; end = jdk.next()) {
            expected.add(end);
        }
        assertThat(Sentences.ends(text, 0, text.length())).isEqualTo(expected);
    }

    @Test
    void anyTextIsDividedWithoutRest() {
        Random random = new Random(7);
        String letters = "aB1.!?\u3002\u2026 \n\r\t-*#\"')|\u00e9\ud83d\ude00\u0301";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(20);
            for (int k = 0; k < length; k++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (String sentence : sentences(text.toString())) {
                assertThat(sentence).isNotEmpty();
            }
        }
    }
}
