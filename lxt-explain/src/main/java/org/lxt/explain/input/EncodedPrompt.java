// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.input;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.spi.ModelInput;

/** A prompt as the model reads it, checked against the model's sizes. */
public sealed interface EncodedPrompt permits EncodedTokens, EncodedImage {
    /** The prompt. */
    Prompt prompt();

    /** How many tokens it becomes in the model. */
    int length();

    /** How many rows it has in the tensor that relevance is asked at: one for each token, or one for an image. */
    int rows();

    /** The first of its rows where several prompts are packed. */
    static int firstRow(List<EncodedPrompt> packed, int index) {
        return packed.subList(0, index).stream().mapToInt(EncodedPrompt::rows).sum();
    }

    /** Ids of its tokens; none if it is an image. */
    int[] ids();

    /**
     * All prompts of one call as a model's input.
     *
     * @throws ExplainException if they are images of several sizes
     */
    static ModelInput input(List<EncodedPrompt> prompts) {
        List<ModelInput.TokenSequence> sequences = new ArrayList<>();
        List<ModelInput.Image> images = new ArrayList<>();
        for (EncodedPrompt prompt : prompts) {
            switch (prompt) {
                case EncodedTokens tokens -> sequences.add(tokens.sequence());
                case EncodedImage image -> images.add(image.image());
            }
        }
        if (images.isEmpty()) {
            return ModelInput.tokens(sequences);
        }
        if (!images.stream().allMatch(images.getFirst()::isLike)) {
            throw new ExplainException(
                    "images that are explained together must have one size; explain those of another size in a call of"
                            + " their own");
        }
        return ModelInput.images(images);
    }
}
