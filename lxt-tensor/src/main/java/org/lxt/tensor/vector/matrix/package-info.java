// SPDX-License-Identifier: BSD-3-Clause
/**
 * Matrix products of any size: {@link org.lxt.tensor.vector.matrix.MatrixProduct}.
 */
package org.lxt.tensor.vector.matrix;
