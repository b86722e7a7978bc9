// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.input;

import java.util.Optional;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelSizes;
import org.lxt.tokenizers.Tokenizer;

/**
 * Makes of a prompt what a model reads, and checks it.
 *
 * @param tokenizer reads text, if the checkpoint has one
 * @param sizes sizes of the model
 * @param otherImageSizes whether images may have another size than the model was made for
 */
public record PromptEncoder(Optional<Tokenizer> tokenizer, ModelSizes sizes, boolean otherImageSizes) {
    /**
     * A prompt for a model of any kind.
     *
     * @throws ExplainException if the model cannot read it
     */
    public EncodedPrompt encode(Prompt prompt) {
        return switch (sizes.input()) {
            case InputKind.Tokens kind -> tokens(prompt, kind);
            case InputKind.Pixels kind -> image(prompt, kind);
        };
    }

    /**
     * A prompt of tokens.
     *
     * @throws ExplainException if the model reads no tokens, or not these
     */
    public EncodedTokens encodeTokens(Prompt prompt) {
        if (!(sizes.input() instanceof InputKind.Tokens kind)) {
            throw new ExplainException("this model reads images, so it has nothing to do with text");
        }
        return tokens(prompt, kind);
    }

    private EncodedTokens tokens(Prompt prompt, InputKind.Tokens kind) {
        if (prompt.image() != null) {
            throw new ExplainException(
                    "this model reads text, but was given an image; give it text or token ids, or open a model that"
                            + " reads images");
        }
        return EncodedTokens.of(prompt, tokenizer, kind);
    }

    private EncodedImage image(Prompt prompt, InputKind.Pixels kind) {
        if (prompt.image() == null) {
            throw new ExplainException("this model reads images, but was given "
                    + (prompt.text() != null ? "text" : "token ids") + "; give it pixels, or open a language model");
        }
        return EncodedImage.of(prompt, kind, otherImageSizes);
    }
}
