// SPDX-License-Identifier: BSD-3-Clause
/**
 * Products of few rows with a weight, which is read where it is stored: {@link org.lxt.tensor.vector.skinny.RowDots} and
 * {@link org.lxt.tensor.vector.skinny.RowSweeps} in registers, {@link org.lxt.tensor.vector.skinny.NearRows} by way of the nearest cache.
 */
package org.lxt.tensor.vector.skinny;
