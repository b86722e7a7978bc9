// SPDX-License-Identifier: BSD-3-Clause
/**
 * A small assembler for x86-64: the instructions that the kernels of this module use, and no others. {@link
 * org.lxt.asm.x86.Code} takes the bytes; the classes named after groups of registers write to it. Encodings are those of the
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
 */
package org.lxt.asm.x86;
