/**
 * Attention without the matrix of scores, in strips: {@link org.lxt.tensor.vector.attention.VectorAttention}.
 */
package org.lxt.tensor.vector.attention;
