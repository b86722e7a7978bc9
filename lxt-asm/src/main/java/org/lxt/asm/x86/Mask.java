// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

/**
 * Which lanes of an operand count.
 *
 * @param register the mask register that has a bit for each; 0 stands for all
 * @param zeroing whether the others become 0, else they stay
 */
record Mask(int register, boolean zeroing) {
    static final Mask ALL = new Mask(0, false);
}
