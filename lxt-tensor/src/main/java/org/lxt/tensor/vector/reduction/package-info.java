// SPDX-License-Identifier: BSD-3-Clause
/**
 * Kernels that sum rows or columns or find their largest element, and softmax.
 */
package org.lxt.tensor.vector.reduction;
