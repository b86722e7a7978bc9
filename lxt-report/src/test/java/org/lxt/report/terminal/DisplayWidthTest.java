// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How wide text is in a terminal. */
class DisplayWidthTest {
    /** Ranges of wide characters, first and last, of the Python library wcwidth 0.9.4. */
    private static BitSet reference() throws IOException {
        BitSet wide = new BitSet();
        try (InputStream in = Objects.requireNonNull(DisplayWidthTest.class.getResourceAsStream("wide.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList()) {
                String[] range = line.split(" ", -1);
                wide.set(Integer.parseInt(range[0], 16), Integer.parseInt(range[1], 16) + 1);
            }
        }
        return wide;
    }

    /** Every character that is ever printed as it is, but for the halves of flags, whose width the standard left open. */
    @Test
    void wideCharactersAreThoseOfTheReference() throws IOException {
        BitSet wide = reference();
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (int c = 0x20; c <= Character.MAX_CODE_POINT; c++) {
            boolean mark = switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                default -> false;
            };
            boolean flag = c >= 0x1f1e6 && c <= 0x1f1ff;
            if (mark || flag || !TerminalText.visible(Character.toString(c)).equals(Character.toString(c))) {
                continue;
            }
            compared++;
            if ((DisplayWidth.of(c) == 2) != wide.get(c)) {
                wrong.add(Integer.toHexString(c));
            }
        }
        assertThat(compared).isGreaterThan(140_000);
        // marks of Vietnamese, which the library gives no room, and the standard two columns
        assertThat(wrong).containsExactly("16ff0", "16ff1");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "beans, 5",
        "\u8c46\u5b50, 4",
        "\uff76\uff9e, 2",
        "\uff21, 2",
        "\u30b3\u30fc\u30d2\u30fc, 8",
        "cafe\u0301, 4",
        "\u0301, 0",
        "\uac00, 2",
        "\u1100\u1161\u11a8, 2",
        "\u05e9\u05b8\u05dc\u05d5\u05dd, 4",
        "\u0645\u06cc\u200c\u062e, 3",
        "\u0e01\u0e34\u0e19, 2",
        "\ud83c\udf3d, 2",
        "\ud83c\udde9\ud83c\uddea, 2",
        "\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7, 4",
        "\u2068a\u2069, 1",
    })
    void accentsTakeNoRoomAndWideCharactersTwoColumns(String text, int width) {
        assertThat(DisplayWidth.of(text)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({
        "beans, 3, bea",
        "\u8c46\u5b50, 3, \u8c46",
        "\u8c46\u5b50, 1, ''",
        "e\u0301e\u0301, 1, e\u0301",
        "\ud83c\udde9\ud83c\uddeax, 1, ''",
        "\ud83c\udde9\ud83c\uddeax, 2, \ud83c\udde9\ud83c\uddea",
    })
    void nothingIsCutInTwo(String text, int width, String cut) {
        assertThat(DisplayWidth.cut(text, width)).isEqualTo(cut);
    }

    @Test
    void textsArePaddedByColumns() {
        assertThat(DisplayWidth.padded("\u8c46", 4)).isEqualTo("\u8c46  ");
        assertThat(DisplayWidth.padded("\u8c46\u5b50", 3)).isEqualTo("\u8c46\u5b50");
    }
}
