// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses named parts that a prompt does not have. */
final class SegmentCheck {
    private final Prompt prompt;
    private final @Nullable String text;
    private final int answer;
    private final String unit;
    private final int length;

    /**
     * Parts of a prompt.
     *
     * @param answer where its answer begins; negative if it has none
     */
    SegmentCheck(Prompt prompt, int answer) {
        this.prompt = prompt;
        this.answer = answer;
        text = prompt.wholeText();
        unit = text == null ? "token" : "character";
        length = text == null ? prompt.ids().length : text.length();
    }

    void require(List<Segment> segments) {
        if (prompt.image() != null && !segments.isEmpty()) {
            throw new ExplainException("an image has no segments; leave them out");
        }
        for (int i = 0; i < segments.size(); i++) {
            require(segments.get(i));
            if (i > 0) {
                requireAfter(segments.get(i - 1), segments.get(i));
            }
        }
    }

    private void require(Segment segment) {
        if (segment.end() > length) {
            throw new ExplainException("the segment '" + segment.name() + "' goes from " + unit + " " + segment.start()
                    + " to " + segment.end() + ", but the prompt ends at " + length);
        }
        if (answer >= 0 && segment.end() > answer) {
            throw new ExplainException("the segment '" + segment.name() + "' goes from " + unit + " " + segment.start()
                    + " to " + segment.end() + ", into the answer, which begins at " + answer
                    + " and is a part of its own; end the segment there");
        }
        if (text == null) {
            return;
        }
        String pair = prompt.pair();
        int second = pair == null ? length : length - pair.length();
        if (segment.start() < second && segment.end() > second) {
            throw new ExplainException("the segment '" + segment.name()
                    + "' reaches over both texts of the pair; name a" + " segment in each");
        }
        if (divides(text, segment.start()) || divides(text, segment.end())) {
            throw new ExplainException("the segment '" + segment.name() + "' goes from character " + segment.start()
                    + " to " + segment.end() + ", and so begins or ends between the two halves of a character");
        }
    }

    private static boolean divides(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    private void requireAfter(Segment before, Segment segment) {
        if (segment.start() < before.end()) {
            throw new ExplainException("the segment '" + segment.name() + "' begins at " + unit + " " + segment.start()
                    + ", before '" + before.name() + "' ends at " + before.end()
                    + "; segments must not overlap, and are given in the order of the prompt");
        }
    }
}
