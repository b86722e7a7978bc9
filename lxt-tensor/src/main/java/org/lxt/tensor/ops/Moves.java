package org.lxt.tensor.ops;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;
import org.lxt.tensor.backend.Temporaries;

/** Rows put elsewhere by numbers that serve one kernel only, and are freed after it. */
final class Moves {
    private Moves() {}

    /** {@code destination[i] = source[rows[i]]}. */
    static void gatherRows(Backend backend, Buffer destination, Buffer source, int[] rows, int columns) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            backend.movement().gatherRows(destination, source, temporaries.index(rows), columns);
        }
    }

    /** {@code destination[rows[i]] += source[i]}; no row is named twice. */
    static void scatterAddRows(Backend backend, Buffer destination, int[] rows, Buffer source, int columns) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            backend.movement().scatterAddRows(destination, temporaries.index(rows), source, columns);
        }
    }

    /** Adds up the rows of each list. */
    static void sumRows(Backend backend, Buffer destination, Buffer source, Sources sources, int columns) {
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
