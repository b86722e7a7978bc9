// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

/**
 * Sizes of a model.
 *
 * @param input what it reads
 * @param hidden width of a hidden state
 * @param layers number of layers
 */
public record ModelSizes(InputKind input, int hidden, int layers) {
    /**
     * Sizes of a model that reads tokens.
     *
     * @param vocabulary number of token ids
     * @param hidden width of a hidden state
     * @param layers number of layers
     * @param maxPositions how many positions the model was made for
     */
    public ModelSizes(int vocabulary, int hidden, int layers, int maxPositions) {
        this(new InputKind.Tokens(vocabulary, maxPositions), hidden, layers);
    }

    /** Number of token ids; 0 if the model reads no tokens. */
    public int vocabulary() {
        return input instanceof InputKind.Tokens tokens ? tokens.vocabulary() : 0;
    }

    /** How many tokens a sequence can have; of a model that reads images, as many as an image of its size becomes. */
    public int maxPositions() {
        return switch (input) {
            case InputKind.Tokens tokens -> tokens.maxPositions();
            case InputKind.Pixels pixels -> pixels.tokens(pixels.height(), pixels.width());
        };
    }
}
