// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Indices;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.Sources;

/**
 * Which element of a row each element of another row is, in every row alike. Made once and used for many tensors; safe
 * for use by several threads.
 */
public final class ColumnMap {
    private final int[] sources;
    private final int width;
    private volatile @Nullable Sources inverse;

    private ColumnMap(int[] sources, int width) {
        this.sources = sources;
        this.width = width;
    }

    /**
     * A map by its columns.
     *
     * @param sources for each column of the result the column it comes from; -1 for a column of zeros
     * @param width columns that there are
     */
    public static ColumnMap of(int[] sources, int width) {
        for (int source : sources) {
            if (source < -1 || source >= width) {
                throw new IllegalArgumentException("gather columns: column " + source + " of rows of " + width);
            }
        }
        return new ColumnMap(sources.clone(), width);
    }

    /** Each of {@code heads} heads {@code times} times, one copy after the other: keys of grouped-query attention. */
    public static ColumnMap repeatedHeads(int heads, int headSize, int times) {
        int[] sources = new int[heads * times * headSize];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = i / (headSize * times) * headSize + i % headSize;
        }
        return new ColumnMap(sources, heads * headSize);
    }

    /** Columns of the result. */
    public int columns() {
        return sources.length;
    }

    /** Columns of the tensor it is applied to. */
    public int width() {
        return width;
    }

    void forward(Indices indices, Buffer y, Buffer x, int rows) {
        indices.backend().movement().gatherColumns(y, x, indices.of(sources), rows, width);
    }

    Gradient backward(BackwardPass pass, Gradient g) {
        Sources back = inverse;
        if (back == null) {
            back = Sources.of(sources, width);
            // A list of one is read as it is: half the memory, and the faster kernel.
            inverse = back.isSingle() ? new Sources(new int[0], back.single()) : back;
            back = java.util.Objects.requireNonNull(inverse);
        }
        Gradient gx = pass.create(g.map(), width);
        Backend backend = pass.backend();
        Index from = pass.indices().of(back.indices());
        if (back.starts().length == 0) {
            backend.movement().gatherColumns(gx.buffer(), g.buffer(), from, g.rows(), sources.length);
        } else {
            backend.movement()
                    .sumColumns(
                            gx.buffer(), g.buffer(), pass.indices().of(back.starts()), from, g.rows(), sources.length);
        }
        return gx;
    }
}
