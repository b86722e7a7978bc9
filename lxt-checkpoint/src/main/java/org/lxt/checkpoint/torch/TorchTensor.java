// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.lang.foreign.MemorySegment;

/**
 * A tensor of an archive that torch saved.
 *
 * @param type its element type
 * @param shape its sizes, outermost first
 * @param segment its elements, row by row and little-endian; in the mapped file where they are stored row by row, else a
 *     copy that lives as long as the file is mapped
 */
public record TorchTensor(ElementType type, long[] shape, MemorySegment segment) {}
