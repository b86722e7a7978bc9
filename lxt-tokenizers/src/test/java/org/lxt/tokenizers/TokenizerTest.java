// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.tokenizers.error.TokenizerException;

class TokenizerTest {

    private static final Tokenizer LLAMA_3 = Fixtures.tokenizer("llama3");

    @Test
    void looksTokensUp() {
        assertThat(LLAMA_3.size()).isEqualTo(1405);
        assertThat(LLAMA_3.id("<|begin_of_text|>")).hasValue(1400);
        assertThat(LLAMA_3.token(1400)).isEqualTo("<|begin_of_text|>");
        assertThat(LLAMA_3.id("Ġ")).hasValue(220);
        assertThat(LLAMA_3.id("no such token")).isEmpty();
        assertThat(LLAMA_3.isSpecial(1400)).isTrue();
        assertThat(LLAMA_3.isSpecial(220)).isFalse();
        assertThat(LLAMA_3.isSpecial(-1)).isFalse();
        assertThat(Fixtures.tokenizer("qwen2").isSpecial(1403)).isFalse();
    }

    @Test
    void unknownIdIsNamed() {
        assertThatThrownBy(() -> LLAMA_3.token(1405))
                .isInstanceOf(TokenizerException.class)
                .hasMessage("no token has the id 1405; ids go from 0 to 1404");
        assertThatThrownBy(() -> LLAMA_3.display(-1)).isInstanceOf(TokenizerException.class);
    }

    @Test
    void decodingLeavesUnknownIdsOut() {
        assertThat(LLAMA_3.decode(new int[] {-5, 220, 99999}, false)).isEqualTo(" ");
    }

    @Test
    void displayShowsBytesThatAreNoCharacter() {
        assertThat(LLAMA_3.display(220)).isEqualTo(" ");
        assertThat(LLAMA_3.display(1400)).isEqualTo("<|begin_of_text|>");
        int[] ids = LLAMA_3.encode("𒀀", null, false).ids();
        StringBuilder shown = new StringBuilder();
        for (int id : ids) {
            shown.append(LLAMA_3.display(id));
        }
        assertThat(shown).hasToString("\\xF0\\x92\\x80\\x80");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "gemma,▁the, the",
                "gemma,<0xE6>,\\xE6",
                "llama2,▁the, the",
                "unigram,▁the, the",
                "bert-cased,##ing,##ing",
                "bert-cased,[CLS],[CLS]"
            })
    void displayShowsWhatATokenStandsFor(String kind, String token, String shown) {
        Tokenizer tokenizer = Fixtures.tokenizer(kind);
        assertThat(tokenizer.display(tokenizer.id(token).orElseThrow())).isEqualTo(shown);
    }

    /** As tokenizers that were converted from GGUF have it. */
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"Ġcapital, capital", "ä¸Ń,中", "<0x41>,A", "<0xE6>,\\xE6", "ä¸,\\xE4\\xB8", "▁x, x", "é,\\xE9"})
    void displayFollowsEveryStepOfASequence(String token, String shown) {
        Tokenizer tokenizer = TokenizerFiles.load("""
                {"model": {"type": "BPE", "vocab": {"%s": 0}, "merges": []},
                 "decoder": {"type": "Sequence", "decoders": [
                  {"type": "ByteFallback"}, {"type": "Fuse"},
                  {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteLevel"}]}}""".formatted(token));
        assertThat(tokenizer.display(0)).isEqualTo(shown);
        if (!shown.contains("\\")) {
            assertThat(tokenizer.decode(new int[] {0}, false)).isEqualTo(shown);
        }
    }

    @Test
    void noPairAndNoSpecialTokens() {
        assertThat(LLAMA_3.encode("", null, false).length()).isZero();
        assertThat(LLAMA_3.encode("").ids()).containsExactly(1400);
        assertThat(LLAMA_3.encode("").sequence(0)).isEqualTo(Encoding.NO_SEQUENCE);
    }

    @Test
    void wholePiecesGoFirstOnlyWhereTheFileSaysSo() {
        Tokenizer whole = TokenizerFiles.bpe("\"ignore_merges\": true");
        Tokenizer merged = TokenizerFiles.bpe("\"ignore_merges\": false");
        assertThat(whole.encode("abc").tokens()).containsExactly("abc");
        assertThat(merged.encode("abc").tokens()).containsExactly("ab", "c");
    }
}
