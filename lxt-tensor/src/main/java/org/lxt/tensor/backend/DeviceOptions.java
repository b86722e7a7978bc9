// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

/**
 * What a caller may ask of a backend that computes on a device of its own, such as {@code cuda}. Others have no use for it.
 *
 * @param index which of several devices, 0 for the first
 * @param memory bytes of the device that may be used at most; 0 for all that are free
 */
public record DeviceOptions(int index, long memory) {
    /** The first device, all of its memory. */
    public static final DeviceOptions DEFAULTS = new DeviceOptions(0, 0);

    /** Checks the index and the memory. */
    public DeviceOptions {
        if (index < 0) {
            throw new IllegalArgumentException("devices are counted from 0, got " + index);
        }
        if (memory < 0) {
            throw new IllegalArgumentException("the memory of a device must be 0 or more, got " + memory + " bytes");
        }
    }

    /** The same on this device. */
    public DeviceOptions withIndex(int value) {
        return new DeviceOptions(value, memory);
    }

    /** The same with so many bytes at most. */
    public DeviceOptions withMemory(long bytes) {
        return new DeviceOptions(index, bytes);
    }
}
