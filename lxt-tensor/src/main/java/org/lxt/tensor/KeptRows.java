// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;

/**
 * Rows that outlive the scope in which they were computed, and to which more are appended: keys and values of tokens that
 * were read. Constants to whatever reads them. For one thread at a time.
 */
public final class KeptRows implements AutoCloseable {
    /** Room for so many rows at first. */
    private static final int FEWEST = 64;

    private final Backend backend;
    private final int columns;
    private @Nullable Storage storage;
    private int capacity;
    private int size;

    /**
     * No rows yet.
     *
     * @param like a tensor of the rows that will come: of the same backend, and as wide
     */
    public KeptRows(Tensor like) {
        this.backend = like.scope().backend();
        this.columns = like.columns();
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /**
     * Copies rows to the end.
     *
     * @param rows {@code [any, columns]}
     */
    public void append(Tensor rows) {
        if (rows.columns() != columns) {
            throw new IllegalArgumentException(
                    "rows of " + rows.columns() + " elements cannot be kept with rows of " + columns);
        }
        int needed = Math.addExact(size, rows.rows());
        if (needed > capacity) {
            move(0, Math.max(Math.max(needed, FEWEST), capacity + capacity / 2));
        }
        copy(held().buffer(), size, rows.buffer(), 0, rows.rows());
        size = needed;
    }

    /** Gives the first rows up, and their memory. */
    public void dropFirst(int count) {
        if (count < 0 || count > size) {
            throw new IllegalArgumentException(count + " of " + size + " rows cannot be given up");
        }
        if (count > 0) {
            int left = size - count;
            move(count, Math.max(FEWEST, left + left / 2));
        }
    }

    /** All rows as a constant, {@code [size, columns]}, without a copy. Later rows do not change it. */
    public Tensor in(Scope scope) {
        Storage all = held();
        return scope.constantOver(Shape.of(size, columns), all.retain());
    }

    /** {@link #in} by a name that needs no quotes in Kotlin. */
    public Tensor toTensor(Scope scope) {
        return in(scope);
    }

    private Storage held() {
        if (storage == null) {
            throw new IllegalStateException("no rows are kept yet, or they were given back");
        }
        return storage;
    }

    /** Moves the rows from {@code first} on to memory of their own: what was handed out still reads the old one. */
    private void move(int first, int newCapacity) {
        Storage old = storage;
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer buffer = temporaries.allocate(Math.multiplyExact((long) newCapacity, columns));
            if (old != null && size > first) {
                copy(buffer, 0, old.buffer(), first, size - first);
            }
            temporaries.letGo(buffer);
            storage = new Storage(backend, buffer);
        }
        if (old != null) {
            old.release();
        }
        capacity = newCapacity;
        size -= first;
    }

    private void copy(Buffer destination, int to, Buffer source, int from, int rows) {
        backend.movement()
                .copy(
                        MatrixView.of(destination, (long) to * columns, rows, columns, columns),
                        MatrixView.of(source, (long) from * columns, rows, columns, columns));
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        if (storage != null) {
            storage.release();
            storage = null;
            capacity = 0;
            size = 0;
        }
    }
}
