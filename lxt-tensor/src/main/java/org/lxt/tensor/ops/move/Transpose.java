// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import java.util.Arrays;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.ops.shared.Moves;
import org.lxt.tensor.rows.RowMap;

/**
 * The axes in another order: dimension d of the result is dimension {@code axes[d]} of x.
 *
 * <p>Gradient: G with its axes put back. Rows stay rows where axis 0 stays; otherwise each row of the result is made of
 * all rows of x, and the gradient covers them all. Absorbs nothing.
 */
public final class Transpose extends Operation {
    private final Tensor x;
    private final int[] blockSources;
    private final int block;

    private Transpose(Tensor x, int[] blockSources, int block) {
        super("transpose", x);
        this.x = x;
        this.blockSources = blockSources;
        this.block = block;
    }

    /** Reorders the axes; {@code axes} names each of them once. */
    public static Tensor apply(Tensor x, int... axes) {
        int[] sorted = axes.clone();
        Arrays.sort(sorted);
        if (axes.length != x.shape().dimensions() || !GradientRows.isCounting(sorted)) {
            throw new IllegalArgumentException(
                    "transpose: axes " + Arrays.toString(axes) + " of a tensor " + x.shape());
        }
        if (GradientRows.isCounting(axes)) {
            return x;
        }
        int[] extents = new int[axes.length];
        Arrays.setAll(extents, d -> x.shape().extent(axes[d]));
        Shape shape = Shape.of(extents);
        if (axes[0] == 0) {
            ColumnMap map = ColumnMap.of(sources(x.shape(), axes, 1, axes.length), x.columns());
            return GatherColumns.apply("transpose", x, map, shape);
        }
        // Axes at the end that stay where they are move as one block.
        int moved = axes.length;
        int block = 1;
        while (axes[moved - 1] == moved - 1) {
            moved--;
            block *= extents[moved];
        }
        Transpose operation = new Transpose(x, sources(x.shape(), axes, 0, moved), block);
        Buffer y = x.scope().allocate(shape);
        Moves.gatherRows(x.scope().backend(), y, x.buffer(), operation.blockSources, block);
        return x.scope().record(operation, shape, y);
    }

    /** For each place of the result where it comes from, over the dimensions from {@code first} to {@code end} only. */
    private static int[] sources(Shape shape, int[] axes, int first, int end) {
        int[] strides = new int[end];
        int size = 1;
        for (int d = end - 1; d >= first; d--) {
            strides[d] = size;
            size = Math.multiplyExact(size, shape.extent(d));
        }
        int[] sources = new int[size];
        int[] index = new int[end];
        int source = 0;
        for (int i = 0; i < size; i++) {
            sources[i] = source;
            for (int d = end - 1; d >= first; d--) {
                int stride = strides[axes[d]];
                source += stride;
                if (++index[d] < shape.extent(axes[d])) {
                    break;
                }
                source -= index[d] * stride;
                index[d] = 0;
            }
        }
        return sources;
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        RowMap map = GradientRows.all(g.map(), x.rows());
        int perRow = g.columns() / block;
        int[] positions = new int[Math.multiplyExact(g.rows(), perRow)];
        int at = 0;
        for (RowMap.Segment segment : g.map().segments()) {
            int start = map.positionOf(segment.seed(), 0) * (x.columns() / block);
            int first = segment.firstRow() * perRow;
            for (int i = 0; i < segment.count() * perRow; i++) {
                positions[at++] = start + blockSources[first + i];
            }
        }
        Gradient gx = pass.create(map, x.columns());
        Backend backend = pass.backend();
        backend.fill(gx.buffer(), 0, (long) map.size() * x.columns());
        Moves.scatterAddRows(backend, gx.buffer(), positions, g.buffer(), block);
        pass.send(x, gx);
    }
}
