// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

/**
 * How similar two texts are, and why.
 *
 * <p>The two vectors are normed and multiplied. Under AttnLRP and CP-LRP their lengths are constants and each text gets half
 * of the product, by the uniform rule: the explained value of each is half the cosine, and the relevance of its tokens, with
 * what was absorbed on the way, adds up to that. Under plain gradients the explained value of each is 0, for a cosine does
 * not change when a vector becomes longer.
 *
 * @param cosine cosine of the angle between the vectors of the texts, -1 to 1
 * @param first relevance of the first text's tokens
 * @param second relevance of the second text's tokens
 */
public record Similarity(double cosine, Attribution first, Attribution second) {}
