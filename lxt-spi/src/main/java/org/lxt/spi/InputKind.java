// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

/** What a model reads: tokens, or the pixels of images. */
public sealed interface InputKind {
    /**
     * Sequences of tokens.
     *
     * @param vocabulary number of token ids
     * @param maxPositions how many positions the model was made for
     */
    record Tokens(int vocabulary, int maxPositions) implements InputKind {}

    /**
     * Images cut into patches, each of which becomes a token.
     *
     * @param channels channels of a pixel, such as 3 for red, green and blue
     * @param height rows of pixels that the model was made for
     * @param width pixels of a row that the model was made for
     * @param patchHeight rows of pixels in a patch
     * @param patchWidth pixels in a row of a patch
     * @param leadingTokens tokens before those of the patches: 1 for a class token, 2 with a distillation token, else 0
     */
    record Pixels(int channels, int height, int width, int patchHeight, int patchWidth, int leadingTokens)
            implements InputKind {
        /** Whether an image of this size can be cut into whole patches. */
        public boolean canCut(int imageHeight, int imageWidth) {
            return imageHeight > 0 && imageWidth > 0 && imageHeight % patchHeight == 0 && imageWidth % patchWidth == 0;
        }

        /** How many tokens an image of this size becomes, with those before its patches. */
        public int tokens(int imageHeight, int imageWidth) {
            return Math.addExact(leadingTokens, Math.multiplyExact(imageHeight / patchHeight, imageWidth / patchWidth));
        }
    }
}
