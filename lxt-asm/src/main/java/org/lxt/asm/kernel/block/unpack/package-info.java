// SPDX-License-Identifier: BSD-3-Clause
/** How blocks of each encoding are unpacked: {@link org.lxt.asm.kernel.block.unpack.BlockCode} and those that extend it. */
package org.lxt.asm.kernel.block.unpack;
