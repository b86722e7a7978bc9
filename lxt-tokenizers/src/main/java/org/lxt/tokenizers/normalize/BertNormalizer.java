// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.Changes;
import org.lxt.tokenizers.text.CharacterKinds;
import org.lxt.tokenizers.text.ReferenceCharacters;

/** The normalizer of BERT: cleaning, spaces around Chinese characters, no accents, lower case, each where wanted. */
public final class BertNormalizer {

    private BertNormalizer() {}

    /** The stages that are wanted. */
    public static TextNormalizer of(boolean cleans, boolean spacesChinese, boolean stripsAccents, boolean lowercases) {
        List<TextNormalizer> stages = new ArrayList<>();
        if (cleans) {
            stages.add(new CharacterFilter(BertNormalizer::isRemoved));
            stages.add(new CharacterMap(c -> CharacterKinds.isWhiteSpace(c) ? ' ' : c));
        }
        if (spacesChinese) {
            stages.add(BertNormalizer::spaceChinese);
        }
        if (stripsAccents) {
            stages.add(new UnicodeForm(Normalizer.Form.NFD));
            stages.add(new CharacterFilter(ReferenceCharacters::isNonspacingMark));
        }
        if (lowercases) {
            stages.add(new Lowercase());
        }
        return new NormalizerSequence(stages);
    }

    private static boolean isRemoved(int c) {
        if ((c >= ' ' && c < 0x7F) || c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return c == 0 || c == 0xFFFD || ReferenceCharacters.isControl(c);
    }

    private static AlignedText spaceChinese(AlignedText text) {
        String original = text.text();
        if (original.codePoints().noneMatch(BertNormalizer::isChinese)) {
            return text;
        }
        Changes changes = new Changes(2 * original.length());
        original.codePoints().forEach(c -> {
            if (isChinese(c)) {
                changes.add(' ', 0);
                changes.add(c, 1);
                changes.add(' ', 1);
            } else {
                changes.add(c, 0);
            }
        });
        return changes.applyTo(text, 0);
    }

    /** The blocks of unified and compatibility ideographs that BERT's original code lists. */
    private static boolean isChinese(int c) {
        if (c < 0x3400) {
            return false;
        }
        return c <= 0x4DBF
                || isIn(c, 0x4E00, 0x9FFF)
                || isIn(c, 0xF900, 0xFAFF)
                || isIn(c, 0x20000, 0x2A6DF)
                || isIn(c, 0x2A700, 0x2B81F)
                || isIn(c, 0x2B920, 0x2CEAF)
                || isIn(c, 0x2F800, 0x2FA1F);
    }

    private static boolean isIn(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
