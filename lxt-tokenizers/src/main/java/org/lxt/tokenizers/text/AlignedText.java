// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of text on its way to the model, with the range of the caller's string that each of its UTF-16 units came
 * from. Normalizers and pre-tokenizers change the text and keep the ranges.
 *
 * <p>Most text is passed on unchanged; then there are no arrays and unit {@code i} is unit {@code first + i} of the
 * caller's string. Otherwise its range is at {@code first + i} of the arrays, which slices share.
 */
public final class AlignedText {

    private final String text;
    private final int first;
    private final int @Nullable [] starts;
    private final int @Nullable [] ends;

    private AlignedText(String text, int first, int @Nullable [] starts, int @Nullable [] ends) {
        this.text = text;
        this.first = first;
        this.starts = starts;
        this.ends = ends;
    }

    /** Unchanged text that begins at unit {@code shift} of the caller's string. */
    public static AlignedText unchanged(String text, int shift) {
        return new AlignedText(text, shift, null, null);
    }

    /** Changed text; the arrays hold one range of the caller's string for each unit of {@code text}. */
    public static AlignedText changed(String text, int[] starts, int[] ends) {
        return new AlignedText(text, 0, starts, ends);
    }

    public String text() {
        return text;
    }

    /** First unit in the caller's string of what the unit {@code index} came from. */
    public int originStart(int index) {
        return starts == null ? first + index : starts[first + index];
    }

    /** End in the caller's string of what the unit {@code index} came from. */
    public int originEnd(int index) {
        return ends == null ? first + index + 1 : ends[first + index];
    }

    public AlignedText slice(int start, int end) {
        return start == 0 && end == text.length()
                ? this
                : new AlignedText(text.substring(start, end), first + start, starts, ends);
    }

    /** The text with other characters that came from exactly the same places, unit for unit. */
    public AlignedText withText(String sameLength) {
        return new AlignedText(sameLength, first, starts, ends);
    }

    /** The text, which must not be empty, after a prefix that counts as part of its first character. */
    public AlignedText withPrefix(String prefix) {
        String whole = prefix + text;
        int length = whole.length();
        int added = prefix.length();
        int[] newStarts = new int[length];
        int[] newEnds = new int[length];
        int start = originStart(0);
        int end = originEnd(Character.charCount(text.codePointAt(0)) - 1);
        for (int i = 0; i < length; i++) {
            newStarts[i] = i < added ? start : originStart(i - added);
            newEnds[i] = i < added ? end : originEnd(i - added);
        }
        return changed(whole, newStarts, newEnds);
    }
}
