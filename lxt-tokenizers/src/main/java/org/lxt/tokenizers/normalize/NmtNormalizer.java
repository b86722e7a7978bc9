// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.util.List;
import org.lxt.tokenizers.text.AlignedText;

/** The cleaning of SentencePiece's rules "nmt": removes control characters and makes other white space a space. */
public final class NmtNormalizer implements TextNormalizer {

    private static final TextNormalizer STAGES = new NormalizerSequence(
            List.of(new CharacterFilter(NmtNormalizer::isRemoved), new CharacterMap(NmtNormalizer::spaced)));

    @Override
    public AlignedText normalize(AlignedText text) {
        return STAGES.normalize(text);
    }

    private static boolean isRemoved(int c) {
        boolean low = c >= 0x1 && c <= 0x1F && c != '\t' && c != '\n' && c != '\f' && c != '\r';
        return low || c == 0x7F || c == 0x8F || c == 0x9F;
    }

    private static int spaced(int c) {
        return switch (c) {
            case '\t', '\n', '\f', '\r', 0x1680, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F -> ' ';
            case 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD -> ' ';
            default -> c;
        };
    }
}
