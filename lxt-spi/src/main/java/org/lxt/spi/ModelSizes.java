package org.lxt.spi;

/**
 * Sizes of a model.
 *
 * @param vocabulary number of token ids
 * @param hidden width of a hidden state
 * @param layers number of layers
 * @param maxPositions how many positions the model was made for
 */
public record ModelSizes(int vocabulary, int hidden, int layers, int maxPositions) {}
