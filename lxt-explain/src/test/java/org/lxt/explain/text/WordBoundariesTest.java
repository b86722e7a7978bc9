// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where words end. */
class WordBoundariesTest {
    /**
     * Texts of many scripts, cut at the word boundaries that the Python library regex 2026.11.15 finds with {@code \b} and
     * its flag WORD, which follows Unicode Standard Annex #29. One text a line, tabs at the boundaries.
     */
    static List<String> references() throws IOException {
        try (InputStream in = Objects.requireNonNull(WordBoundariesTest.class.getResourceAsStream("words.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void wordsEndWhereTheReferenceEndsThem(String reference) {
        String text = reference.replace("\t", "");
        List<String> expected = new ArrayList<>();
        for (String word : reference.split("\t", -1)) {
            if (!word.isBlank()) {
                expected.add(word.strip());
            }
        }
        assertThat(cut(text)).extracting(String::strip).isEqualTo(expected);
    }

    @Test
    void thereAreReferencesForManyScripts() throws IOException {
        assertThat(references()).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    'one  two', 'one|  two'
                    'one \ttwo ', 'one| \ttwo| '
                    'one.\n\nTwo', 'one|.|\n\n|Two'
                    'one \r\n two', 'one| \r\n| two'
                    '\n  - a', '\n|  -| a'
                    'one\u3000two\u00a0three', 'one|\u3000two|\u00a0three'
                    """)
    void whiteSpaceLeadsAWordAndLineEndsStandAlone(String text, String words) {
        assertThat(String.join("|", cut(unescaped(text)))).isEqualTo(unescaped(words));
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }

    private static List<String> cut(String text) {
        WordBoundaries boundaries = new WordBoundaries(text);
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || boundaries.at(i)) {
                words.add(text.substring(start, i));
                start = i;
            }
        }
        return words;
    }
}
