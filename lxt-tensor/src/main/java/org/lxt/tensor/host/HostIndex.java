// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Index;

/** An index that is the host's own array. */
public final class HostIndex implements Index {
    private final int[] values;

    /** Holds an array that nobody changes. */
    public HostIndex(int[] values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    /** The array of an index of a host backend. */
    public static int[] values(Index index) {
        return ((HostIndex) index).values;
    }

    /** The same of an index that may be missing. */
    public static int @Nullable [] valuesOrNone(@Nullable Index index) {
        return index == null ? null : values(index);
    }
}
