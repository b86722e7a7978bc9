// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.rows.PackedRows;

/**
 * Some rows of a tensor, in their order.
 *
 * <p>Gradient: the same rows, so that rows which were not selected get none and cost nothing. Absorbs nothing.
 */
public final class SelectRows extends Operation {
    private final Tensor x;
    private final int[] rows;

    private SelectRows(Tensor x, int[] rows) {
        super("select rows", x);
        this.x = x;
        this.rows = rows;
    }

    /** The rows of {@code x}, packed as {@code all}, that {@code wanted} names; x itself if that is all of them. */
    public static Tensor apply(Tensor x, PackedRows all, PackedRows wanted) {
        if (all.size() != x.rows()) {
            throw new IllegalArgumentException("select rows: " + x.rows() + " rows, packed as " + all.size());
        }
        if (all.equals(wanted)) {
            return x;
        }
        int[] rows = wanted.indicesIn(all);
        Shape shape = Shape.of(rows.length, x.columns());
        Buffer selected = x.scope().allocate(shape);
        x.scope()
                .backend()
                .movement()
                .gatherRows(selected, x.buffer(), x.scope().indices().of(rows), x.columns());
        return x.scope().record(new SelectRows(x, rows), shape, selected);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        // Packed rows increase, so the order of the gradient's rows stays as it is.
        pass.sendAs(x, GradientRows.mapped(g.map(), rows), g);
    }
}
