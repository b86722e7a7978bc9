// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.wrong;

/** Stands where the classes of a backend are, which the compiler would not let other modules name. */
public final class Kernel {
    private Kernel() {}
}
