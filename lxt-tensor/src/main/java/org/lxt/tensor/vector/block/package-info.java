// SPDX-License-Identifier: BSD-3-Clause
/**
 * Weights in blocks, widened to float32 some elements at a time: {@link org.lxt.tensor.vector.block.BlockReader}.
 */
package org.lxt.tensor.vector.block;
