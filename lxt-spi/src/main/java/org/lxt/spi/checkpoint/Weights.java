// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.util.Set;
import org.lxt.tensor.weight.Weight;

/** The parameters of a checkpoint by name. */
public interface Weights {
    /** All names. */
    Set<String> names();

    /** Whether there is a parameter of this name. */
    default boolean has(String name) {
        return names().contains(name);
    }

    /**
     * A matrix, left where it is stored.
     *
     * @throws ModelException if it is missing or of another shape
     */
    Weight matrix(String name, int rows, int columns);

    /**
     * Matrices of one shape that are stored as one tensor of shape (count, rows, columns), left where it is stored: one
     * matrix of {@code count * rows} rows, to be taken apart by {@link Weight#rows}.
     *
     * @throws ModelException if it is missing or of another shape
     */
    Weight stack(String name, int count, int rows, int columns);

    /**
     * The filters of a convolution, stored as one tensor of shape (filters, channels, height, width), left where they are
     * stored: one matrix of a row for each filter.
     *
     * @throws ModelException if it is missing or of another shape
     */
    default Weight filters(String name, int filters, int channels, int height, int width) {
        throw new ModelException("the filters '" + name + "' cannot be read from a checkpoint of this kind");
    }

    /**
     * Matrices of one shape in MXFP4, stored as two tensors of bytes: {@code name_blocks} of shape (count, rows, columns / 32, 16), two
     * elements a byte, the first in the low bits, and {@code name_scales} of shape (count, rows, columns / 32). One matrix of {@code count *
     * rows} rows, to be taken apart by {@link Weight#rows}; its elements stay in 4 bits.
     *
     * @param columns a multiple of 32
     * @throws ModelException if a tensor is missing or of another shape
     */
    default Weight mxfp4(String name, int count, int rows, int columns) {
        throw new ModelException("the matrices '" + name + "' in MXFP4 cannot be read from a checkpoint of this kind");
    }

    /**
     * The shape of a parameter, by which a model can tell its sizes where no options do.
     *
     * @throws ModelException if it is missing
     */
    default long[] shape(String name) {
        throw new ModelException("the shape of '" + name + "' cannot be read from a checkpoint of this kind");
    }

    /**
     * The values of what {@link #stack} leaves in place, copied: matrix by matrix, row by row.
     *
     * @throws ModelException if it is missing or of another shape
     */
    double[] stackValues(String name, int count, int rows, int columns);

    /**
     * The values of a vector, copied.
     *
     * @throws ModelException if it is missing or of another shape
     */
    double[] vector(String name, int size);
}
