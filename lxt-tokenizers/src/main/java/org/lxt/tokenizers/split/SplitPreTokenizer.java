// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.lxt.tokenizers.pattern.CharacterSpans;
import org.lxt.tokenizers.pattern.Spans;
import org.lxt.tokenizers.text.AlignedText;

/** Splits text at the matches of a pattern. */
public record SplitPreTokenizer(Spans spans, SplitBehavior behavior) implements PreTokenizer {

    /** Splits at single characters. */
    public static SplitPreTokenizer at(IntPredicate characters, SplitBehavior behavior) {
        return new SplitPreTokenizer(new CharacterSpans(characters), behavior);
    }

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        behavior.divide(spans, text.text(), (start, end) -> pieces.accept(text.slice(start, end)));
    }
}
