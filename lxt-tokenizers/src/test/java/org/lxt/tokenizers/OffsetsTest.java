// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetsTest {

    private static final Tokenizer LLAMA_3 = Fixtures.tokenizer("llama3");

    @Test
    void unitsAndCodePointsDifferAfterASurrogatePair() {
        Encoding encoding = LLAMA_3.encode("🙂🙂 b", null, false);
        int last = encoding.length() - 1;
        assertThat(encoding.codePointStart(last)).isEqualTo(2);
        assertThat(encoding.codePointEnd(last)).isEqualTo(4);
        assertThat(encoding.start(last)).isEqualTo(4);
        assertThat(encoding.end(last)).isEqualTo(6);
    }

    @Test
    void unitsCutTheTextThatTheTokenCameFrom() {
        String text = "a🙂é日 12345, don't\n  x";
        String pair = "👍🏽 b";
        Encoding encoding = LLAMA_3.encode(text, pair, true);
        for (int i = 0; i < encoding.length(); i++) {
            if (encoding.isSpecial(i)) {
                assertThat(encoding.start(i)).isZero();
                assertThat(encoding.end(i)).isZero();
                continue;
            }
            String source = encoding.sequence(i) == 0 ? text : pair;
            String cut = source.substring(encoding.start(i), encoding.end(i));
            String shown = LLAMA_3.display(encoding.id(i));
            assertThat(shown.equals(cut) || shown.contains("\\x"))
                    .as("%s for %s", shown, cut)
                    .isTrue();
            assertThat(cut.codePointCount(0, cut.length()))
                    .isEqualTo(encoding.codePointEnd(i) - encoding.codePointStart(i));
        }
    }

    @Test
    void everyTokenOfADividedCharacterHasAllOfIt() {
        Encoding encoding = LLAMA_3.encode("x𒀀", null, false);
        assertThat(encoding.length()).isGreaterThan(2);
        for (int i = 1; i < encoding.length(); i++) {
            assertThat(encoding.start(i)).isEqualTo(1);
            assertThat(encoding.end(i)).isEqualTo(3);
            assertThat(encoding.codePointEnd(i)).isEqualTo(2);
        }
    }

    @Test
    void composedCharacterHasTheRangeOfItsFirstPart() {
        Encoding encoding = Fixtures.tokenizer("qwen2").encode("e\u0301x", null, false);
        assertThat(encoding.start(0)).isZero();
        assertThat(encoding.end(0)).isEqualTo(1);
        assertThat(encoding.start(encoding.length() - 1)).isEqualTo(2);
    }

    @Test
    void loneSurrogateCountsAsReplacementCharacter() {
        for (String text : new String[] {"a\uD83D b", "a\uDE42 b", "a\uD83D", "\uDE42\uD83D"}) {
            String replaced = text.replaceAll("[\uD83D\uDE42]", "\uFFFD");
            assertThat(LLAMA_3.encode(text).ids())
                    .isEqualTo(LLAMA_3.encode(replaced).ids());
        }
    }
}
