// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

/**
 * A piece of a device's memory.
 *
 * @param address on the device, a multiple of 256
 * @param bytes its size
 */
public record Piece(long address, long bytes) {}
