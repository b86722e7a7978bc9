// SPDX-License-Identifier: BSD-3-Clause
/**
 * Products of few rows with a weight, which is read where it is stored: {@link org.lxt.tensor.vector.skinny.RowDots} and
 * {@link org.lxt.tensor.vector.skinny.RowSweeps}.
 */
package org.lxt.tensor.vector.skinny;
