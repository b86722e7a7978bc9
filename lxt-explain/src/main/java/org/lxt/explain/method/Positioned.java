// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/**
 * What a propagation found where positions are inputs, too.
 *
 * @param relevance what it found at the tokens or pixels
 * @param positions what each token's positions received, learned ones and rotations together; of an image one value for each
 *     token of the model
 */
public record Positioned(Relevance relevance, double[] positions) {}
