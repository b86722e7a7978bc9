// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.Arrays;

/**
 * The extents of a tensor. The first dimension counts rows (packed tokens, patches, explained positions); all others
 * make up a row.
 */
public final class Shape {
    private final int[] extents;

    private Shape(int[] extents) {
        this.extents = extents;
    }

    /** Creates a shape; every extent is at least 1. */
    public static Shape of(int... extents) {
        if (extents.length == 0) {
            throw new IllegalArgumentException("a shape needs at least one dimension");
        }
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("extents must be positive, got " + Arrays.toString(extents));
            }
        }
        return new Shape(extents.clone());
    }

    /** Number of dimensions. */
    public int dimensions() {
        return extents.length;
    }

    /** Extent of a dimension, 0 the first. */
    public int extent(int dimension) {
        return extents[dimension];
    }

    /** Extent of the first dimension. */
    public int rows() {
        return extents[0];
    }

    /** Elements of a row: the product of the other extents. */
    public int columns() {
        int columns = 1;
        for (int d = 1; d < extents.length; d++) {
            columns = Math.multiplyExact(columns, extents[d]);
        }
        return columns;
    }

    /** The same shape but for one extent. */
    public Shape with(int dimension, int extent) {
        int[] changed = extents.clone();
        changed[dimension] = extent;
        return of(changed);
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public Shape withExtent(int dimension, int extent) {
        return with(dimension, extent);
    }

    /** Number of elements. */
    public long size() {
        return (long) rows() * columns();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    @Override
    public String toString() {
        return Arrays.toString(extents);
    }
}
