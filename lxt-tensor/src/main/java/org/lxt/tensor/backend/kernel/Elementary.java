// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

/** Elementary functions, element by element, as IEEE 754 defines them at their ends. */
public enum Elementary {
    /** e to the x. */
    EXP,
    /** The natural logarithm. */
    LOG,
    /** The square root. */
    SQRT
}
