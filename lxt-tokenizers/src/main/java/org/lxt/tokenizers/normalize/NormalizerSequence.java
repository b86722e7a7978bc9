// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.util.List;
import org.lxt.tokenizers.text.AlignedText;

/** Several normalizers, one after the other. */
public record NormalizerSequence(List<TextNormalizer> stages) implements TextNormalizer {

    @Override
    public AlignedText normalize(AlignedText text) {
        AlignedText normalized = text;
        for (TextNormalizer stage : stages) {
            normalized = stage.normalize(normalized);
        }
        return normalized;
    }
}
