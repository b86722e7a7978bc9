// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.Changes;
import org.lxt.tokenizers.text.ReferenceCharacters;

/** Lower case, character by character: a final sigma is a sigma like any other. */
public final class Lowercase implements TextNormalizer {

    /** The one character whose lower case is two: an i and a dot above it. */
    private static final char CAPITAL_I_WITH_DOT = '\u0130';

    private static final int DOT_ABOVE = 0x307;
    private static final TextNormalizer ONE_TO_ONE = new CharacterMap(ReferenceCharacters::toLowerCase);

    @Override
    public AlignedText normalize(AlignedText text) {
        String original = text.text();
        if (original.indexOf(CAPITAL_I_WITH_DOT) < 0) {
            return ONE_TO_ONE.normalize(text);
        }
        Changes changes = new Changes(original.length() + 1);
        original.codePoints().forEach(c -> {
            if (c == CAPITAL_I_WITH_DOT) {
                changes.add('i', 0);
                changes.add(DOT_ABOVE, 1);
            } else {
                changes.add(ReferenceCharacters.toLowerCase(c), 0);
            }
        });
        return changes.applyTo(text, 0);
    }
}
