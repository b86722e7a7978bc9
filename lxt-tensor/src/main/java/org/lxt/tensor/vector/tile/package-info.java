// SPDX-License-Identifier: BSD-3-Clause
/**
 * The innermost loops of matrix products: {@link org.lxt.tensor.vector.tile.Tiles} chooses the tile that suits the
 * processor and says how operands are to be laid out for it.
 */
package org.lxt.tensor.vector.tile;
