// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.Locale;

/** How exactly products with the weights of linear layers are computed. Sums are of float32 in any case. */
public enum Precision {
    /** IEEE 754 binary32, 24 bits of significand: operands are as they are. */
    FLOAT32,
    /** Operands rounded to 11 bits of significand and the exponents of float32. */
    TF32,
    /** Operands rounded to bfloat16, 8 bits of significand. */
    BF16;

    /** The usual name, such as {@code bf16}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
