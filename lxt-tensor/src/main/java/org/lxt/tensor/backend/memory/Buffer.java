// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.memory;

import org.lxt.tensor.backend.Backend;

/**
 * A run of elements of a backend's compute type, in memory that only the backend can read.
 *
 * <p>The elements may be on a device and the operation that fills them may not have run yet: only
 * {@link Backend#read} gives them to the host, and waits for them.
 */
public interface Buffer {
    /** Number of elements. */
    long size();
}
