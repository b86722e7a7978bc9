// SPDX-License-Identifier: BSD-3-Clause
/**
 * Attention without the matrix of scores, in strips: {@link org.lxt.tensor.vector.attention.VectorAttention}.
 */
package org.lxt.tensor.vector.attention;
