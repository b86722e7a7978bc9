// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.util.function.IntUnaryOperator;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.MappedText;

/** Puts another character in the place of each. */
public record CharacterMap(IntUnaryOperator map) implements TextNormalizer {

    @Override
    public AlignedText normalize(AlignedText text) {
        return MappedText.of(text, map);
    }
}
