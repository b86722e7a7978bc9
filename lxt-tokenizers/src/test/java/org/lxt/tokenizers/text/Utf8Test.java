// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

    /** The examples of the Unicode Standard, section 3.9. */
    @ParameterizedTest
    @CsvSource({
        "C0AFE080BFF08182 41, 8",
        "EDA080EDBFBFEDAF41, 8",
        "F4919293FF4180BF42, 7",
        "E180E2F09192F1BF41, 4",
        "41E2, 1",
        "F09F99, 1"
    })
    void groupsInvalidBytesAsUnicodeRecommends(String hex, int errors) {
        String text = Utf8.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(text.chars().filter(c -> c == 0xFFFD).count()).isEqualTo(errors);
    }

    @Test
    void decodesEveryCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                assertThat(Utf8.decode(bytes)).isEqualTo(text);
                assertThat(Utf8.length(c)).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void showsBytesThatAreNoCharacter() {
        byte[] bytes = HexFormat.of().parseHex("61e697ff");
        assertThat(Utf8.decodeShowingBytes(bytes)).isEqualTo("a\\xE6\\x97\\xFF");
    }
}
