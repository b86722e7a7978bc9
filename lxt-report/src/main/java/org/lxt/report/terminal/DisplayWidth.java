// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many columns of a terminal a text takes. Characters that Unicode's EastAsianWidth calls wide or fullwidth take two,
 * and so do emoji; accents and other marks without room of their own take none; all others take one. What the standard calls
 * ambiguous counts as narrow, as terminals draw it outside of East Asian locales.
 *
 * <p>Widths are those of Unicode 16, which is what the JDK knows from version 25 on. Terminals that join emoji to one picture
 * may draw less than is counted here, but not more.
 */
final class DisplayWidth {
    /**
     * First and last characters of the ranges that are wide, without emoji, which the JDK knows. Some characters in
     * them do not exist or are marks; these are checked first.
     */
    private static final int[] WIDE = {
        0x1100, 0x115f, // Hangul syllables begin
        0x2329, 0x232a, // angle brackets
        0x2630, 0x2637, // trigrams
        0x268a, 0x268f, // monograms and digrams
        0x2e80, 0x3029, // radicals, CJK punctuation
        0x3030, 0x303e,
        0x3041, 0x3247, // Hiragana to enclosed CJK
        0x3250, 0xa4c6, // Katakana, CJK, Yi
        0xa960, 0xa97c, // Hangul Jamo Extended-A
        0xac00, 0xd7a3, // Hangul
        0xf900, 0xfad9, // CJK compatibility
        0xfe10, 0xfe19, // vertical forms
        0xfe30, 0xfe6b, // compatibility and small forms
        0xff01, 0xff60, // fullwidth forms
        0xffe0, 0xffe6,
        0x16fe0, 0x18cff, // Tangut, Khitan
        0x18d00, 0x1b2fb, // Kana supplements, Nushu
        0x1d300, 0x1d376, // Tai Xuan Jing, counting rods
        0x1f200, 0x1f265, // enclosed ideographs
        0x20000, 0x3fffd, // CJK extensions
    };

    private DisplayWidth() {}

    /** Width of a text in columns. */
    static int of(String text) {
        return cells(text).stream().mapToInt(Cell::width).sum();
    }

    /** Width of a character in columns: 0, 1 or 2. Half of a flag takes one. */
    static int of(int c) {
        if (isFlagLetter(c)) {
            return 1;
        }
        boolean joining = (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff); // to a Hangul syllable
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> joining ? 0 : Character.isEmojiPresentation(c) || isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        int at = Arrays.binarySearch(WIDE, c);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    private static boolean isFlagLetter(int c) {
        return c >= 0x1f1e6 && c <= 0x1f1ff;
    }

    /** What a line may be broken before and after: a character with the marks on it, or a flag. */
    record Cell(String text, int width) {}

    /** Divides a text into its cells; marks at its beginning are a cell without width. */
    static List<Cell> cells(String text) {
        List<Cell> cells = new ArrayList<>();
        int start = 0;
        int width = 0;
        boolean halfFlag = false;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            boolean flag = isFlagLetter(c);
            if (at > start && of(c) > 0 && !(flag && halfFlag)) {
                cells.add(new Cell(text.substring(start, at), width));
                start = at;
                width = 0;
                halfFlag = false;
            }
            // Half a flag alone is drawn in one column or two, a whole one in two.
            width = flag ? 2 : Math.max(width, of(c));
            halfFlag = flag ? !halfFlag : halfFlag;
            at += Character.charCount(c);
        }
        if (start < text.length()) {
            cells.add(new Cell(text.substring(start), width));
        }
        return cells;
    }

    /** As many cells from the beginning of a text as fit. */
    static String cut(String text, int width) {
        StringBuilder cut = new StringBuilder();
        int room = width;
        for (Cell cell : cells(text)) {
            room -= cell.width();
            if (room < 0) {
                break;
            }
            cut.append(cell.text());
        }
        return cut.toString();
    }

    /** The text with spaces after it up to a width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }
}
