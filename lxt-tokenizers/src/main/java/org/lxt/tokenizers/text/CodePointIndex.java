// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import org.jspecify.annotations.Nullable;

/** Converts between UTF-16 offsets and code point offsets of one text. */
public final class CodePointIndex {

    /** Code points before each UTF-16 offset; {@code null} where the two are the same throughout. */
    private final int @Nullable [] codePoints;

    private final int @Nullable [] units;

    public CodePointIndex(String text) {
        int length = text.length();
        int count = text.codePointCount(0, length);
        if (count == length) {
            codePoints = null;
            units = null;
            return;
        }
        codePoints = new int[length + 1];
        units = new int[count + 1];
        int point = 0;
        for (int i = 0; i < length; point++) {
            units[point] = i;
            int next = i + Character.charCount(text.codePointAt(i));
            while (i < next) {
                codePoints[i++] = point;
            }
        }
        codePoints[length] = count;
        units[count] = length;
    }

    public int toCodePoints(int unit) {
        return codePoints == null ? unit : codePoints[unit];
    }

    public int toUnits(int codePoint) {
        return units == null ? codePoint : units[codePoint];
    }
}
