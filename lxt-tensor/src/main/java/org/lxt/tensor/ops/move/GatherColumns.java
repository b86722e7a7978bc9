// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Shapes;

/**
 * The same columns of every row: {@code y[r, j] = x[r, map(j)]}, or 0 where the map names none. A column may be named
 * several times.
 *
 * <p>Gradient: the sum of G over the places a column went to, in their order. Absorbs nothing.
 */
public final class GatherColumns extends Operation {
    private final Tensor x;
    private final ColumnMap map;

    private GatherColumns(String name, Tensor x, ColumnMap map) {
        super(name, x);
        this.x = x;
        this.map = map;
    }

    /** Gathers; the result is {@code [rows, map.columns()]}. */
    public static Tensor apply(Tensor x, ColumnMap map) {
        return apply("gather columns", x, map, Shape.of(x.rows(), map.columns()));
    }

    /**
     * Gathers for an operation of another name, and into rows of several dimensions.
     *
     * @param name as it appears in the ledger and in messages
     * @param shape of the result: {@code [x.rows(), ...]}, as many columns as the map has
     */
    public static Tensor apply(String name, Tensor x, ColumnMap map, Shape shape) {
        Shapes.requireColumns(name, "the input", x, map.width());
        Buffer y = x.scope().allocate(shape);
        map.forward(x.scope().indices(), y, x.buffer(), x.rows());
        return x.scope().record(new GatherColumns(name, x, map), shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        pass.send(x, map.backward(pass, pass.dense(sparse)));
    }
}
