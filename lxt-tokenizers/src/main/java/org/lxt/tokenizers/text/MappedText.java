// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import java.util.function.IntUnaryOperator;

/** Text with another character in the place of each. */
public final class MappedText {

    private MappedText() {}

    /** The text with what {@code map} gives for each character in its place. */
    public static AlignedText of(AlignedText text, IntUnaryOperator map) {
        String original = text.text();
        char[] changed = null;
        int c;
        for (int i = 0; i < original.length(); i += Character.charCount(c)) {
            c = original.codePointAt(i);
            int other = map.applyAsInt(c);
            if (other == c) {
                continue;
            }
            if (Character.charCount(other) != Character.charCount(c)) {
                return oneByOne(text, original, map);
            }
            changed = changed == null ? original.toCharArray() : changed;
            Character.toChars(other, changed, i);
        }
        return changed == null ? text : text.withText(new String(changed));
    }

    private static AlignedText oneByOne(AlignedText text, String original, IntUnaryOperator map) {
        Changes changes = new Changes(original.length());
        original.codePoints().forEach(c -> changes.add(map.applyAsInt(c), 0));
        return changes.applyTo(text, 0);
    }
}
