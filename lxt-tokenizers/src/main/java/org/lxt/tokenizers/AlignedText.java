package org.lxt.tokenizers;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of text on its way to the model, with the range of the caller's string that each of its UTF-16 units came
 * from. Normalizers and pre-tokenizers change the text and keep the ranges.
 *
 * <p>Most text is passed on unchanged; then there are no arrays and unit {@code i} is unit {@code shift + i} of the
 * caller's string.
 */
final class AlignedText {

    private final String text;
    private final int shift;
    private final int @Nullable [] starts;
    private final int @Nullable [] ends;

    private AlignedText(String text, int shift, int @Nullable [] starts, int @Nullable [] ends) {
        this.text = text;
        this.shift = shift;
        this.starts = starts;
        this.ends = ends;
    }

    /** Unchanged text that begins at unit {@code shift} of the caller's string. */
    static AlignedText unchanged(String text, int shift) {
        return new AlignedText(text, shift, null, null);
    }

    /** Changed text; the arrays hold one range of the caller's string for each unit of {@code text}. */
    static AlignedText changed(String text, int[] starts, int[] ends) {
        return new AlignedText(text, 0, starts, ends);
    }

    String text() {
        return text;
    }

    boolean isUnchanged() {
        return starts == null;
    }

    /** First unit in the caller's string of what the unit {@code index} came from. */
    int originStart(int index) {
        return starts == null ? shift + index : starts[index];
    }

    /** End in the caller's string of what the unit {@code index} came from. */
    int originEnd(int index) {
        return ends == null ? shift + index + 1 : ends[index];
    }

    AlignedText slice(int start, int end) {
        if (start == 0 && end == text.length()) {
            return this;
        }
        String part = text.substring(start, end);
        if (starts == null || ends == null) {
            return unchanged(part, shift + start);
        }
        return changed(
                part, java.util.Arrays.copyOfRange(starts, start, end), java.util.Arrays.copyOfRange(ends, start, end));
    }

    /** The text with other characters that came from exactly the same places, unit for unit. */
    AlignedText withText(String sameLength) {
        return new AlignedText(sameLength, shift, starts, ends);
    }
}
