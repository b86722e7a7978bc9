// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import org.lxt.tokenizers.text.AlignedText;

/** Puts a text in front of any that is not empty. */
public record Prefix(String prefix) implements TextNormalizer {

    @Override
    public AlignedText normalize(AlignedText text) {
        return text.text().isEmpty() || prefix.isEmpty() ? text : text.withPrefix(prefix);
    }
}
