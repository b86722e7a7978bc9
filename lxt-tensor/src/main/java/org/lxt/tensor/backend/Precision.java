package org.lxt.tensor.backend;

/** How exactly a device with matrix units of its own multiplies matrices. Sums are of float32 in any case. */
public enum Precision {
    /** IEEE 754 binary32, 24 bits of significand: as on a processor. */
    FLOAT32,
    /** Operands rounded to 11 bits of significand and the exponents of float32. */
    TF32,
    /** Operands rounded to bfloat16, 8 bits of significand. */
    BF16
}
