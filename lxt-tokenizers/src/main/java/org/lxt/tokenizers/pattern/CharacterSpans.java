// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import java.util.function.IntPredicate;

/** Each character that a predicate names is a match by itself. */
public record CharacterSpans(IntPredicate matches) implements Spans {

    @Override
    public void find(String text, Sink sink) {
        int length = text.length();
        int start = 0;
        int next;
        for (int i = 0; i < length; i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            if (matches.test(c)) {
                if (start < i) {
                    sink.span(start, i, false);
                }
                sink.span(i, next, true);
                start = next;
            }
        }
        if (start < length) {
            sink.span(start, length, false);
        }
    }
}
