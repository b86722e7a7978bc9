// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import java.util.Locale;

/**
 * A device.
 *
 * @param index among the devices of the machine
 * @param handle by which the driver knows it
 * @param name as NVIDIA sells it
 * @param major compute capability
 * @param minor compute capability
 * @param memory bytes
 */
public record Device(int index, int handle, String name, int major, int minor, long memory) {
    /** The attributes that are asked for: {@code CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR} and its minor one. */
    static final int MAJOR = 75;

    static final int MINOR = 76;

    /** Compute capability as compilers count it: 90 for 9.0. */
    public int architecture() {
        return 10 * major + minor;
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d: %s, compute capability %d.%d, %,d MB", index, name, major, minor, memory >> 20);
    }
}
