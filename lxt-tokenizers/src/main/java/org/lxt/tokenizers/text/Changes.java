// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import java.util.Arrays;

/**
 * The characters that a normalizer makes of a text, each with how it relates to the text's characters, which are walked
 * along with it: this is how the reference library keeps track of where characters came from.
 */
public final class Changes {

    private int[] codePoints;
    private int[] changes;
    private int size;
    private int units;

    /**
     * Starts without characters.
     *
     * @param capacity how many to expect
     */
    public Changes(int capacity) {
        codePoints = new int[Math.max(8, capacity)];
        changes = new int[codePoints.length];
    }

    /**
     * Adds a character.
     *
     * @param codePoint the character
     * @param change how many characters of the text it adds: 1 for an additional one, 0 for one that stands for one of
     *     the text, -n for one that also stands for the n characters after that
     */
    public void add(int codePoint, int change) {
        if (size == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, 2 * size);
            changes = Arrays.copyOf(changes, 2 * size);
        }
        codePoints[size] = codePoint;
        changes[size] = change;
        size++;
        units += Character.charCount(codePoint);
    }

    /** Changes what the last character stands for; nothing if there is none. */
    public void adjustLast(int difference) {
        if (size > 0) {
            changes[size - 1] += difference;
        }
    }

    /** Gives the first characters at {@code from} and after the change 1. */
    public void addAllFrom(int from) {
        Arrays.fill(changes, from, size, 1);
    }

    public int size() {
        return size;
    }

    public int codePoint(int index) {
        return codePoints[index];
    }

    public int change(int index) {
        return changes[index];
    }

    /** Replaces the character at {@code index}. */
    public void set(int index, int codePoint, int change) {
        units += Character.charCount(codePoint) - Character.charCount(codePoints[index]);
        codePoints[index] = codePoint;
        changes[index] = change;
    }

    /** Drops the characters at {@code newSize} and after. */
    public void shorten(int newSize) {
        for (int i = newSize; i < size; i++) {
            units -= Character.charCount(codePoints[i]);
        }
        size = newSize;
    }

    /**
     * The text that results, each character with the range of those it stands for.
     *
     * @param text the text that was changed
     * @param removedFirst how many characters at its beginning have been removed
     * @return the changed text
     */
    public AlignedText applyTo(AlignedText text, int removedFirst) {
        String original = text.text();
        int length = original.length();
        char[] changed = new char[units];
        int[] starts = new int[units];
        int[] ends = new int[units];
        int at = original.offsetByCodePoints(0, removedFirst);
        int filled = 0;
        for (int i = 0; i < size; i++) {
            int start = 0;
            int end = 0;
            if (changes[i] <= 0 && at < length) {
                int first = at;
                at = after(original, at);
                start = text.originStart(first);
                end = text.originEnd(at - 1);
                for (int skipped = changes[i]; skipped < 0 && at < length; skipped++) {
                    at = after(original, at);
                }
            } else if (at > 0) {
                // An additional character counts for the last one passed, even one that went into the one before.
                end = text.originEnd(at - 1);
                start = text.originStart(original.offsetByCodePoints(at, -1));
            }
            int from = filled;
            filled += Character.toChars(codePoints[i], changed, filled);
            for (int k = from; k < filled; k++) {
                starts[k] = start;
                ends[k] = end;
            }
        }
        return AlignedText.changed(new String(changed), starts, ends);
    }

    private static int after(String text, int index) {
        return index
                + (Character.isHighSurrogate(text.charAt(index)) ? Character.charCount(text.codePointAt(index)) : 1);
    }
}
