// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.weight.Weight;

/** Rows of a weight by index: a constant, for explanations begin at the embeddings and not at the table. */
public final class Embedding {
    private Embedding() {}

    /** Looks up {@code ids.length} rows. */
    public static Tensor apply(Scope scope, Weight table, int[] ids) {
        for (int id : ids) {
            if (id < 0 || id >= table.rows()) {
                throw new IllegalArgumentException(
                        "id " + id + " is outside the table '" + table.name() + "' of " + table.rows() + " rows");
            }
        }
        Backend backend = scope.backend();
        Shape shape = Shape.of(ids.length, table.columns());
        Buffer rows = scope.allocate(shape);
        try (Temporaries temporaries = new Temporaries(backend)) {
            backend.matrices().weightRows(rows, scope.weights().handleOfRows(table), temporaries.index(ids));
        }
        return scope.constant(shape, rows);
    }
}
