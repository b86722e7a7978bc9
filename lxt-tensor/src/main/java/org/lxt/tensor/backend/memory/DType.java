// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.memory;

import org.lxt.tensor.weight.Encoding;

/** The number format a backend computes in. Weights have an {@link Encoding} of their own. */
public enum DType {
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64: gradient checks, and telling an error of meaning from one of rounding. */
    F64(8);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }
}
