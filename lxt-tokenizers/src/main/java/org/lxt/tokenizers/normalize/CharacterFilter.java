// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.util.function.IntPredicate;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.Changes;

/** Removes the characters that a predicate names. */
public record CharacterFilter(IntPredicate removed) implements TextNormalizer {

    @Override
    public AlignedText normalize(AlignedText text) {
        String original = text.text();
        int first = firstRemoved(original);
        return first == original.length() ? text : filter(text, original);
    }

    private int firstRemoved(String text) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (removed.test(c)) {
                return i;
            }
        }
        return text.length();
    }

    private AlignedText filter(AlignedText text, String original) {
        Changes changes = new Changes(original.length());
        int removedFirst = 0;
        int c;
        for (int i = 0; i < original.length(); i += Character.charCount(c)) {
            c = original.codePointAt(i);
            if (!removed.test(c)) {
                changes.add(c, 0);
            } else if (changes.size() == 0) {
                removedFirst++;
            } else {
                changes.adjustLast(-1);
            }
        }
        return changes.applyTo(text, removedFirst);
    }
}
