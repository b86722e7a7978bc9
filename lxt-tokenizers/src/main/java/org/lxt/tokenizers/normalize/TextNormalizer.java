// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import org.lxt.tokenizers.text.AlignedText;

/** The {@code normalizer} of a tokenizer.json: changes characters before the text is split. */
@FunctionalInterface
public interface TextNormalizer {

    AlignedText normalize(AlignedText text);
}
