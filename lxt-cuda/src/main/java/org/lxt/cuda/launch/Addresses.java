// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** Where on the device a backend's memory lies. */
public interface Addresses {
    /** The address of a buffer's first element, a multiple of 16. */
    long of(Buffer buffer);

    /** The address of an index's first number. */
    long of(Index index);

    /** The address of a row map; none is 0. */
    default long ofRows(@Nullable Index rows) {
        return rows == null ? 0 : of(rows);
    }
}
