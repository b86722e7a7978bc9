// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

/** Starts kernels in the order of the calls. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts a kernel.
     *
     * @param kernel its name in the source
     * @param grid how many threads
     * @param arguments one for each parameter, its bits in the low bytes: an address or a long, an int, or the {@link
     *     #bits} of a float. They are copied before this returns
     */
    void launch(String kernel, Grid grid, long... arguments);

    /** A float as an argument, rounded from a double. */
    static long bits(double value) {
        return Float.floatToRawIntBits((float) value) & 0xffffffffL;
    }
}
