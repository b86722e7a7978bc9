// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.util.List;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.post.Segment;

/** Cuts the tokens of one or two texts to a length. */
final class Truncated {

    private Truncated() {}

    /**
     * Cuts.
     *
     * @param truncation how
     * @param segments the tokens of each text
     * @param added how many special tokens will be added
     */
    static void apply(Truncation truncation, List<Segment> segments, int added) {
        if (truncation.maxLength() < added) {
            throw TokenizerException.ofText("truncation to " + truncation.maxLength()
                    + " tokens leaves no room for the " + added + " special tokens of this tokenizer; allow more");
        }
        int room = truncation.maxLength() - added;
        int total = segments.stream().mapToInt(Segment::size).sum();
        if (total <= room) {
            return;
        }
        Segment first = segments.getFirst();
        Segment last = segments.getLast();
        boolean pair = segments.size() > 1;
        if (room == 0) {
            segments.forEach(segment -> segment.keep(0, 0));
            return;
        }
        switch (truncation.strategy()) {
            case LONGEST_FIRST -> {
                if (pair) {
                    boolean firstIsLonger = first.size() > last.size();
                    int shorter = Math.min(first.size(), last.size());
                    // What the shorter one leaves goes to the longer one; half of the room is the least that does.
                    int shorterLength = Math.min(shorter, room / 2);
                    int longerLength = room - shorterLength;
                    cut(first, firstIsLonger ? longerLength : shorterLength, truncation);
                    cut(last, firstIsLonger ? shorterLength : longerLength, truncation);
                } else {
                    cut(first, room, truncation);
                }
            }
            case ONLY_FIRST -> cutBy(first, total - room, truncation, "first");
            case ONLY_SECOND -> {
                if (!pair) {
                    throw TokenizerException.ofText(
                            "truncation is to cut the second text only, but there is one text; use another strategy");
                }
                cutBy(last, total - room, truncation, "second");
            }
        }
    }

    private static void cutBy(Segment segment, int tokens, Truncation truncation, String which) {
        if (segment.size() <= tokens) {
            throw TokenizerException.ofText("truncation to " + truncation.maxLength() + " tokens would take " + tokens
                    + " from the " + which + " text, which has " + segment.size() + "; use another strategy");
        }
        cut(segment, segment.size() - tokens, truncation);
    }

    private static void cut(Segment segment, int length, Truncation truncation) {
        int size = segment.size();
        if (length >= size) {
            return;
        }
        if (length > 0 && truncation.stride() >= length) {
            throw TokenizerException.ofText("truncation has the stride " + truncation.stride() + ", but leaves only "
                    + length + " tokens of a text; the stride must be less");
        }
        boolean left = truncation.direction() == Truncation.Direction.LEFT;
        segment.keep(left ? size - length : 0, left ? size : length);
    }
}
