// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

/** The general registers, all 64 bits of them, in the order of their numbers. */
public enum General {
    /** Free to use. */
    RAX,
    /** Free to use; the count of a shift. */
    RCX,
    /** Free to use. */
    RDX,
    /** The caller's. */
    RBX,
    /** The top of the stack. */
    RSP,
    /** The caller's. */
    RBP,
    /** Free to use; the caller's on Windows. */
    RSI,
    /** Free to use; the caller's on Windows. */
    RDI,
    /** Free to use. */
    R8,
    /** Free to use. */
    R9,
    /** Free to use. */
    R10,
    /** Free to use. */
    R11,
    /** The caller's. */
    R12,
    /** The caller's. */
    R13,
    /** The caller's. */
    R14,
    /** The caller's. */
    R15;

    @SuppressWarnings("EnumOrdinal") // registers are named in the order of their numbers
    int number() {
        return ordinal();
    }
}
