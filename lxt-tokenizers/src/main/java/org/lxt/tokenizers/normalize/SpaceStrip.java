// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.CharacterKinds;

/** Removes white space at the ends of the text. */
public record SpaceStrip(boolean left, boolean right) implements TextNormalizer {

    @Override
    public AlignedText normalize(AlignedText text) {
        String original = text.text();
        int start = 0;
        int end = original.length();
        while (left && start < end && CharacterKinds.isWhiteSpace(original.charAt(start))) {
            start++;
        }
        while (right && end > start && CharacterKinds.isWhiteSpace(original.charAt(end - 1))) {
            end--;
        }
        return text.slice(start, end);
    }
}
