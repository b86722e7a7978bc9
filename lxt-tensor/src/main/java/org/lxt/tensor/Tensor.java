// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * An immutable array of numbers on a backend, made by an operation inside a {@link Scope}. If a gradient can flow
 * through it to a watched tensor, it is on the scope's tape.
 */
public final class Tensor {
    private final Scope scope;
    private final Shape shape;
    private final Storage storage;
    private final @Nullable Node node;

    Tensor(Scope scope, Shape shape, Storage storage, @Nullable Node node) {
        this.scope = scope;
        this.shape = shape;
        this.storage = storage;
        this.node = node;
    }

    /** The scope that owns the memory. */
    public Scope scope() {
        return scope;
    }

    /** Extents. */
    public Shape shape() {
        return shape;
    }

    /** Extent of the first dimension. */
    public int rows() {
        return shape.rows();
    }

    /** Elements of a row. */
    public int columns() {
        return shape.columns();
    }

    /** Number of elements. */
    public long size() {
        return shape.size();
    }

    /** Whether a gradient can flow through this tensor. */
    public boolean isWatched() {
        return node != null;
    }

    /** The same numbers without gradient: to everything computed from it, this tensor is a constant. */
    public Tensor detach() {
        return node == null ? this : scope.alias(this, null);
    }

    /** Copies the numbers to the host, row by row; waits until they are there. */
    public double[] toDoubles() {
        double[] values = new double[Math.toIntExact(size())];
        scope.backend().read(buffer(), 0, values);
        return values;
    }

    /** Copies the numbers of one row to the host; waits until they are there. */
    public double[] toDoubles(int row) {
        if (row < 0 || row >= rows()) {
            throw new IllegalArgumentException("row " + row + " is outside the tensor " + shape);
        }
        double[] values = new double[columns()];
        scope.backend().read(buffer(), (long) row * values.length, values);
        return values;
    }

    /** The backend's buffer, for operations; its contents are the backend's own. */
    public Buffer buffer() {
        return storage.buffer();
    }

    Storage storage() {
        return storage;
    }

    @Nullable
    Node node() {
        return node;
    }

    @Override
    public String toString() {
        return "Tensor" + shape + (isWatched() ? " watched" : "");
    }
}
