// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

/** A weight matrix as one backend holds it: mapped as stored, packed, or uploaded to a device. */
public interface WeightHandle {
    /** Whether products read the bytes where they are stored, rather than a copy of them. */
    default boolean isReadInPlace() {
        return false;
    }
}
