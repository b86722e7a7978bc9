// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.function.Consumer;
import org.lxt.tokenizers.text.AlignedText;

/** Splits into pieces of the same number of characters, but for the last. */
public record FixedLengthSplitter(int length) implements PreTokenizer {

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        String characters = text.text();
        int start = 0;
        int count = 0;
        int next;
        for (int i = 0; i < characters.length(); i = next) {
            next = i + Character.charCount(characters.codePointAt(i));
            if (++count == length || next == characters.length()) {
                pieces.accept(text.slice(start, next));
                start = next;
                count = 0;
            }
        }
    }
}
