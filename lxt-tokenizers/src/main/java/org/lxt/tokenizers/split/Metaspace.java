// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.function.Consumer;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.MappedText;

/**
 * Writes spaces as a mark, puts the mark in front of the text where it has none, and splits before each mark.
 *
 * @param mark the mark, U+2581 in all published files
 * @param scheme where the mark is put in front
 * @param splits whether the text is split
 */
public record Metaspace(int mark, Scheme scheme, boolean splits) implements PreTokenizer {

    /** Where the mark is put in front of a text without one. */
    public enum Scheme {
        ALWAYS,
        /** Only at the beginning of the caller's text, not after an added token. */
        FIRST,
        NEVER
    }

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        AlignedText marked = MappedText.of(text, c -> c == ' ' ? mark : c);
        boolean prefixed = marked.text().codePointAt(0) != mark
                && (scheme == Scheme.ALWAYS || (scheme == Scheme.FIRST && text.originStart(0) == 0));
        AlignedText whole = prefixed ? marked.withPrefix(Character.toString(mark)) : marked;
        if (!splits) {
            pieces.accept(whole);
            return;
        }
        String characters = whole.text();
        String separator = Character.toString(mark);
        int start = 0;
        while (start < characters.length()) {
            int next = characters.indexOf(separator, start + 1);
            int end = next < 0 ? characters.length() : next;
            pieces.accept(whole.slice(start, end));
            start = end;
        }
    }
}
