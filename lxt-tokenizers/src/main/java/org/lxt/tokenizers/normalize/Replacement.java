// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.util.Arrays;
import org.lxt.tokenizers.pattern.Spans;
import org.lxt.tokenizers.text.AlignedText;

/** Puts a text in the place of everything a pattern matches. The text counts for the last character it replaces. */
public record Replacement(Spans pattern, String content) implements TextNormalizer {

    /** Replaces one character of the basic plane by another. */
    public static TextNormalizer ofCharacter(char replaced, char by) {
        return text -> text.text().indexOf(replaced) < 0
                ? text
                : text.withText(text.text().replace(replaced, by));
    }

    @Override
    public AlignedText normalize(AlignedText text) {
        Result result = new Result(text, content);
        pattern.find(text.text(), result);
        return result.replaced();
    }

    private static final class Result implements Spans.Sink {

        private final AlignedText text;
        private final String original;
        private final String content;
        private final StringBuilder changed;
        private int[] starts;
        private int[] ends;
        private boolean replaced;

        Result(AlignedText text, String content) {
            this.text = text;
            this.original = text.text();
            this.content = content;
            changed = new StringBuilder(original.length() + 16);
            starts = new int[original.length() + 16];
            ends = new int[starts.length];
        }

        @Override
        public void span(int start, int end, boolean matched) {
            int from = changed.length();
            if (!matched) {
                changed.append(original, start, end);
                reserve();
                for (int i = start; i < end; i++) {
                    starts[from + i - start] = text.originStart(i);
                    ends[from + i - start] = text.originEnd(i);
                }
                return;
            }
            replaced = true;
            changed.append(content);
            reserve();
            int last = end == 0 ? 0 : original.offsetByCodePoints(end, -1);
            Arrays.fill(starts, from, changed.length(), end == 0 ? 0 : text.originStart(last));
            Arrays.fill(ends, from, changed.length(), end == 0 ? 0 : text.originEnd(end - 1));
        }

        private void reserve() {
            if (changed.length() > starts.length) {
                int capacity = Math.max(changed.length(), 2 * starts.length);
                starts = Arrays.copyOf(starts, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
        }

        AlignedText replaced() {
            return replaced ? AlignedText.changed(changed.toString(), starts, ends) : text;
        }
    }
}
