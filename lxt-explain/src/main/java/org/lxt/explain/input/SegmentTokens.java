// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.text.TokenPlace;

/**
 * Finds the tokens of each part of a prompt. A token is never divided: it belongs to the part that {@link TokenPlace} says. What
 * stands for no character, such as a special token that the tokenizer added, belongs to none.
 *
 * @param read what the tokenizer made of the prompt; null if it was given as ids
 * @param answer index of the first token of the answer; parts lie before it
 */
record SegmentTokens(Prompt prompt, @Nullable ReadText read, int answer) {
    private static final String FIRST = "prompt";
    private static final String SECOND = "pair";

    List<SegmentSpan> spans() {
        String text = prompt.wholeText();
        if (read == null || text == null) {
            return prompt.segments().stream()
                    .map(s -> new SegmentSpan(s.name(), 0, 0, s.start(), s.end()))
                    .toList();
        }
        List<SegmentSpan> spans = new ArrayList<>();
        int next = 0;
        for (Segment segment : segments(text)) {
            SegmentSpan span = span(segment, text, read, next);
            spans.add(span);
            next = span.endToken();
        }
        return List.copyOf(spans);
    }

    /** Which of several parts has most tokens, as a sentence about all of them goes on. */
    String longest() {
        List<SegmentSpan> spans = spans();
        if (spans.size() < 2) {
            return "";
        }
        SegmentSpan longest = Collections.max(spans, Comparator.comparingInt(s -> s.endToken() - s.firstToken()));
        return ", " + (longest.endToken() - longest.firstToken()) + " of them in '" + longest.name() + "'";
    }

    private List<Segment> segments(String text) {
        String pair = prompt.pair();
        if (pair == null || !prompt.segments().isEmpty()) {
            return prompt.segments();
        }
        int second = text.length() - pair.length();
        return List.of(
                new Segment(FIRST, 0, second - Prompt.BETWEEN.length()), new Segment(SECOND, second, text.length()));
    }

    private SegmentSpan span(Segment segment, String text, ReadText from, int next) {
        int first = -1;
        int end = -1;
        for (int token = next; token < answer; token++) {
            int start = from.starts()[token];
            int stop = from.ends()[token];
            if (stop <= start) {
                continue;
            }
            int at = TokenPlace.of(text, start, stop);
            if (at >= segment.end()) {
                break;
            }
            if (at >= segment.start()) {
                first = first < 0 ? token : first;
                end = token + 1;
            }
        }
        return first < 0
                ? new SegmentSpan(segment.name(), segment.start(), segment.end(), next, next)
                : new SegmentSpan(segment.name(), segment.start(), segment.end(), first, end);
    }
}
