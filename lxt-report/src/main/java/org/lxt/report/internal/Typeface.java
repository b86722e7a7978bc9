// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.function.IntPredicate;

/** The letters that a page or a screen can draw. */
public interface Typeface {
    /** Longer texts are cut before they are measured. */
    int LONGEST = 1000;

    /** The text with everything that has no glyph replaced by its code, such as {@code [U+4E2D]}. */
    String shown(String text);

    /** The width of a text that {@link #shown} gave. */
    double width(String shown);

    /** The text, cut with an ellipsis where it is wider than there is room. */
    default String fitted(String text, double room) {
        // No line holds that many letters; without the limit a long hostile text would be measured again and again.
        boolean endless = text.length() > LONGEST;
        String whole = shown(endless ? text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) : text);
        if (!endless && width(whole) <= room) {
            return whole;
        }
        int fits = 0;
        int tooMany = whole.codePointCount(0, whole.length()) + 1;
        while (fits + 1 < tooMany) {
            int middle = (fits + tooMany) / 2;
            if (width(cut(whole, middle)) <= room) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return cut(whole, fits);
    }

    private static String cut(String text, int letters) {
        return text.substring(0, text.offsetByCodePoints(0, letters)) + "\u2026";
    }

    /** Replaces what a font lacks. */
    static String replaceMissing(String text, IntPredicate hasGlyph) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (hasGlyph.test(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append('[').append(VisibleText.code(c)).append(']');
            }
        });
        return shown.toString();
    }
}
