// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.rows.RowMap;

/**
 * The gradient at one tensor: a matrix whose rows are mapped to seeds and tensor rows. At the very start it may be
 * sparse, one column a row, as the gradient of a single logit is.
 */
public final class Gradient {
    /**
     * One non-zero element in each row.
     *
     * @param columns column of each row's element
     * @param values the element
     */
    public record OneHot(int[] columns, double[] values) {}

    private final RowMap map;
    private final int columns;
    private final @Nullable OneHot oneHot;
    private @Nullable Storage storage;

    Gradient(RowMap map, int columns, Storage storage) {
        this.map = map;
        this.columns = columns;
        this.storage = storage;
        this.oneHot = null;
    }

    Gradient(RowMap map, int columns, OneHot oneHot) {
        this.map = map;
        this.columns = columns;
        this.storage = null;
        this.oneHot = oneHot;
    }

    /** What the rows belong to. */
    public RowMap map() {
        return map;
    }

    /** Number of gradient rows. */
    public int rows() {
        return map.size();
    }

    /** Elements of a row, as in the tensor. */
    public int columns() {
        return columns;
    }

    /** The sparse form, if this gradient has it. */
    public @Nullable OneHot oneHot() {
        return oneHot;
    }

    /** The matrix; of a sparse gradient only after {@link BackwardPass#dense}. */
    public Buffer buffer() {
        return storage().buffer();
    }

    Storage storage() {
        if (storage == null) {
            throw new IllegalStateException("this gradient is sparse: ask for its dense form");
        }
        return storage;
    }

    boolean isDense() {
        return storage != null;
    }

    /** The same matrix with one more holder. */
    Gradient share() {
        return new Gradient(map, columns, storage().retain());
    }

    void densify(Storage matrix) {
        storage = matrix;
    }

    void release() {
        if (storage != null) {
            storage.release();
            storage = null;
        }
    }
}
