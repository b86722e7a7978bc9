// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.List;
import java.util.function.Consumer;
import org.lxt.tokenizers.text.AlignedText;

/** Several pre-tokenizers, each splitting the pieces of the one before. */
public record PreTokenizerSequence(List<PreTokenizer> stages) implements PreTokenizer {

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        run(0, text, pieces);
    }

    private void run(int stage, AlignedText text, Consumer<AlignedText> pieces) {
        if (stage == stages.size()) {
            pieces.accept(text);
            return;
        }
        stages.get(stage).split(text, piece -> {
            if (!piece.text().isEmpty()) {
                run(stage + 1, piece, pieces);
            }
        });
    }
}
