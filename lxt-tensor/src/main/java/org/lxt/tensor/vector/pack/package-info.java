// SPDX-License-Identifier: BSD-3-Clause
/**
 * Operands of matrix products and their packing for the tiles: {@link org.lxt.tensor.vector.pack.RowPanels} for the left
 * one, {@link org.lxt.tensor.vector.pack.ColumnPanels} for the right one, {@link org.lxt.tensor.vector.pack.PackedWeight}
 * for a weight whose panels may be kept.
 */
package org.lxt.tensor.vector.pack;
