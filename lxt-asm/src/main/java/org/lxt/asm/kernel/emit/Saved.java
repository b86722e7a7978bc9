// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.emit;

import org.lxt.asm.x86.General;
import org.lxt.asm.x86.GeneralCode;

/** The general registers that are the caller's, for kernels which need more than the others. */
public final class Saved {
    private static final General[] REGISTERS = {
        General.RBX, General.RBP, General.R12, General.R13, General.R14, General.R15
    };

    private Saved() {}

    /** Writes {@code body} between putting them on the stack and taking them back. */
    public static void around(GeneralCode g, Runnable body) {
        for (General register : REGISTERS) {
            g.push(register);
        }
        body.run();
        for (int i = REGISTERS.length - 1; i >= 0; i--) {
            g.pop(REGISTERS[i]);
        }
    }
}
