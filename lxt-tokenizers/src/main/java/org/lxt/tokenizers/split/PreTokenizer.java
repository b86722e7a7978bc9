// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.function.Consumer;
import org.lxt.tokenizers.text.AlignedText;

/** The {@code pre_tokenizer} of a tokenizer.json: splits text into the pieces that the model sees one by one. */
@FunctionalInterface
public interface PreTokenizer {

    /** Hands the pieces of {@code text} on in order; pieces may be empty and are then dropped by the receiver. */
    void split(AlignedText text, Consumer<AlignedText> pieces);
}
