// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.shared;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;

/** Rows put elsewhere by numbers that serve one kernel only, and are freed after it. */
public final class Moves {
    private Moves() {}

    /** {@code destination[i] = source[rows[i]]}. */
    public static void gatherRows(Backend backend, Buffer destination, Buffer source, int[] rows, int columns) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            backend.movement().gatherRows(destination, source, temporaries.index(rows), columns);
        }
    }

    /** {@code destination[rows[i]] += source[i]}; no row is named twice. */
    public static void scatterAddRows(Backend backend, Buffer destination, int[] rows, Buffer source, int columns) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            backend.movement().scatterAddRows(destination, temporaries.index(rows), source, columns);
        }
    }

    /** Adds up the rows of each list. */
    public static void sumRows(Backend backend, Buffer destination, Buffer source, Sources sources, int columns) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            backend.movement()
                    .sumRows(
                            destination,
                            source,
                            temporaries.index(sources.starts()),
                            temporaries.index(sources.indices()),
                            columns);
        }
    }
}
