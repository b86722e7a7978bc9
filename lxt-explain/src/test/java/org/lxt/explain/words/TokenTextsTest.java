// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.TokenRelevance;

/** Tokens as text to be read. */
class TokenTextsTest {
    private final List<TokenRelevance> tokens = new ArrayList<>();

    private TokenTextsTest token(String text, int start, int end) {
        tokens.add(new TokenRelevance(tokens.size(), 7, text, start, end, false, 0));
        return this;
    }

    @Test
    void theFirstOfTokensThatShareACharacterHasIt() {
        token("a", 0, 1)
                .token("\\xE6", 1, 2)
                .token("\\x97", 1, 2)
                .token("\\xA5", 1, 2)
                .token("b", 2, 3);
        assertThat(TokenTexts.of(tokens)).containsExactly("a", "\u65e5", "", "", "b");
    }

    @Test
    void aTokenMayEndOneCharacterAndBeginTheNext() {
        token(" \\xC3", 0, 2).token("\\xA9\\xC3", 1, 3).token("\\xBC.", 2, 4);
        assertThat(TokenTexts.of(tokens)).containsExactly(" \u00e9", "\u00fc", ".");
    }

    @Test
    void tokensOfGeneratedTextHaveNoPlaceInAPrompt() {
        token("\\xC3", 0, 0).token("\\xA9", 0, 0);
        assertThat(TokenTexts.of(tokens)).containsExactly("\u00e9", "");
    }

    @Test
    void bytesThatMakeNoCharacterStay() {
        token("\\xE6", 0, 1).token("\\x97", 0, 1).token("b", 1, 2);
        assertThat(TokenTexts.of(tokens)).containsExactly("\\xE6", "\\x97", "b");
    }

    @Test
    void textThatLooksLikeBytesIsText() {
        token("\\xC3", 0, 4).token("\\xA9", 4, 8);
        assertThat(TokenTexts.of(tokens)).containsExactly("\\xC3", "\\xA9");
    }

    @Test
    void aSentenceLeavesOutTheSpaceThatBeginsAWord() {
        assertThat(TokenTexts.inSentence(" beans")).isEqualTo("beans");
        assertThat(TokenTexts.inSentence("beans")).isEqualTo("beans");
        assertThat(TokenTexts.inSentence(" beans", " bread")).isEqualTo("beans");
    }

    @Test
    void spacesThatMakeATokenStay() {
        assertThat(TokenTexts.inSentence(" ")).isEqualTo(" ");
        assertThat(TokenTexts.inSentence("    ")).isEqualTo("    ");
        assertThat(TokenTexts.inSentence("  beans")).isEqualTo("  beans");
        assertThat(TokenTexts.inSentence(" \n")).isEqualTo(" \n");
        assertThat(TokenTexts.inSentence("\n")).isEqualTo("\n");
        assertThat(TokenTexts.inSentence("")).isEmpty();
    }

    @Test
    void theSpaceTellsATokenFromAnotherOfTheSentence() {
        assertThat(TokenTexts.inSentence(" beans", "beans")).isEqualTo(" beans");
        assertThat(TokenTexts.inSentence("beans", " beans")).isEqualTo("beans");
    }
}
