// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
    @Test
    void whatIsInvisibleIsNamed() {
        assertThat(VisibleText.label(" beans\n")).isEqualTo("\u2423beans\u21b5");
        assertThat(VisibleText.label("a\tb")).isEqualTo("a\u21e5b");
        assertThat(VisibleText.label("\u202eevil\u0000")).isEqualTo("[U+202E]evil[U+0000]");
        assertThat(VisibleText.label("\ud800x")).isEqualTo("[U+D800]x");
        assertThat(VisibleText.label("\u200dx\u200dy")).isEqualTo("[U+200D]x\u200dy");
    }

    @Test
    void labelsAreCutBetweenCharacters() {
        assertThat(VisibleText.label("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2)).isEqualTo("\ud83d\ude00\u2026");
        assertThat(VisibleText.label("abc", 3)).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "tabby cat, tabby cat",
        "'  tabby cat', \u2423\u2423tabby cat",
        "' ', \u2423",
        "'a\nb ', a\u21b5b\u2423",
        "'', [empty]"
    })
    void aPhraseMarksOnlySpacesThatNobodyWouldSee(String text, String phrase) {
        assertThat(VisibleText.phrase(text)).isEqualTo(phrase);
    }

    @ParameterizedTest
    @CsvSource({"12 \u05e9\u05dc\u05d5\u05dd abc,true", "abc \u05e9,false", "123,false", "\u0645x,true"})
    void theFirstLetterSetsTheDirection(String text, boolean rightToLeft) {
        assertThat(VisibleText.rightToLeft(text)).isEqualTo(rightToLeft);
    }
}
