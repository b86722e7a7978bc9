// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.nio.charset.StandardCharsets;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.ByteAlphabet;
import org.lxt.tokenizers.text.Changes;

/** Writes text as bytes, each byte as its stand-in character. */
public final class ByteCharacters implements TextNormalizer {

    @Override
    public AlignedText normalize(AlignedText text) {
        String original = text.text();
        Changes changes = new Changes(original.length());
        original.codePoints().forEach(c -> {
            int change = 0;
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                changes.add(ByteAlphabet.character(b & 0xFF), change);
                change = 1;
            }
        });
        return changes.applyTo(text, 0);
    }
}
