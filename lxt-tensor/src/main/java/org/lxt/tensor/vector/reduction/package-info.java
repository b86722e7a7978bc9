// SPDX-License-Identifier: BSD-3-Clause
/**
 * Kernels along rows or columns: sums, largest elements, softmax, and arithmetic on rows that lie apart.
 */
package org.lxt.tensor.vector.reduction;
