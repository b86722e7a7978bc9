// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * Rows added up in a tensor of zeros: {@code y[rows[i]] += x[i]}, in the order of i.
 *
 * <p>Gradient: {@code G[rows[i]]} to row i, where G has that row. Absorbs nothing.
 */
public final class ScatterAddRows extends Operation {
    private final Tensor x;
    private final int[] rows;
    private final int count;

    private ScatterAddRows(Tensor x, int[] rows, int count) {
        super("scatter rows", x);
        this.x = x;
        this.rows = rows;
        this.count = count;
    }

    /**
     * Adds up.
     *
     * @param rows for each row of x where it goes
     * @param count rows of the result
     */
    public static Tensor apply(Tensor x, int[] rows, int count) {
        if (rows.length != x.rows()) {
            throw new IllegalArgumentException(
                    "scatter rows: " + rows.length + " places for the rows of a tensor " + x.shape());
        }
        for (int row : rows) {
            if (row < 0 || row >= count) {
                throw new IllegalArgumentException("scatter rows: row " + row + " of " + count);
            }
        }
        int[] own = rows.clone();
        Sources sources = Sources.of(own, count);
        Shape shape = x.shape().with(0, count);
        Buffer y = x.scope().allocate(shape);
        Moves.sumRows(x.scope().backend(), y, x.buffer(), sources, x.columns());
        return x.scope().record(new ScatterAddRows(x, own, count), shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        int[] seeds = GradientRows.seeds(g.map());
        List<RowMap.Segment> segments = new ArrayList<>();
        int[] from = new int[Math.multiplyExact(seeds.length, rows.length)];
        int found = 0;
        for (int seed : seeds) {
            int[] positions = GradientRows.positions(g.map(), seed, count);
            for (int i = 0; i < rows.length; i++) {
                if (positions[rows[i]] >= 0) {
                    segments.add(new RowMap.Segment(seed, i, 1));
                    from[found++] = positions[rows[i]];
                }
            }
        }
        if (found == 0) {
            return;
        }
        Gradient gx = pass.create(RowMap.covering(segments), g.columns());
        Moves.gatherRows(pass.backend(), gx.buffer(), g.buffer(), Arrays.copyOf(from, found), g.columns());
        pass.send(x, gx);
    }
}
