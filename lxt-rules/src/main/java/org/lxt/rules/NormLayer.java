package org.lxt.rules;

import org.lxt.tensor.Tensor;

/**
 * The parameters of a root-mean-square norm.
 *
 * @param weight constant of as many elements as a row has
 * @param offset added to the weight: 1 where the checkpoint stores the difference from 1 (Gemma), else 0
 * @param epsilon added to the mean square
 */
public record NormLayer(Tensor weight, double offset, double epsilon) {}
