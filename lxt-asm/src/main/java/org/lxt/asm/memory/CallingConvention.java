// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import java.util.Locale;

/** Where a caller puts arguments, and what it wants back as it was. */
public enum CallingConvention {
    /** Linux and macOS: arguments in rdi, rsi, rdx, rcx; no vector register is the caller's. */
    SYSTEM_V,
    /** Windows: arguments in rcx, rdx, r8, r9; rsi, rdi and xmm6 to xmm15 are the caller's. */
    WINDOWS;

    /** That of this system. */
    public static CallingConvention here() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        return windows ? WINDOWS : SYSTEM_V;
    }
}
