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
import org.lxt.tensor.ops.shared.Moves;
import org.lxt.tensor.ops.shared.Sources;
import org.lxt.tensor.rows.RowMap;

/**
 * Rows by index, in any order, a row as often as it is named: {@code y[i] = x[rows[i]]}. {@link SelectRows} does it for
 * packed rows.
 *
 * <p>Gradient: for each row that was named the sum of its rows of G, in their order; the others get none. Absorbs
 * nothing.
 */
public final class GatherRows extends Operation {
    private final Tensor x;
    private final int[] rows;

    private GatherRows(Tensor x, int[] rows) {
        super("gather rows", x);
        this.x = x;
        this.rows = rows;
    }

    /** Gathers {@code rows.length} rows, at least one. */
    public static Tensor apply(Tensor x, int... rows) {
        for (int row : rows) {
            if (row < 0 || row >= x.rows()) {
                throw new IllegalArgumentException("gather rows: row " + row + " of a tensor " + x.shape());
            }
        }
        int[] own = rows.clone();
        Shape shape = x.shape().with(0, own.length);
        Buffer y = x.scope().allocate(shape);
        Moves.gatherRows(x.scope().backend(), y, x.buffer(), own, x.columns());
        return x.scope().record(new GatherRows(x, own), shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        RowMap map = GradientRows.mapped(g.map(), rows);
        int[] positions = GradientRows.positionsOf(g.map(), rows, map, x.rows());
        if (map.size() == g.rows() && GradientRows.isCounting(positions)) {
            pass.sendAs(x, map, g);
            return;
        }
        Sources sources = Sources.of(positions, map.size());
        Gradient gx = pass.create(map, g.columns());
        Moves.sumRows(pass.backend(), gx.buffer(), g.buffer(), sources, g.columns());
        pass.send(x, gx);
    }
}
