// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Shapes;

/**
 * Rotary position embedding: each head of each row is turned, pair by pair, by its row's angles.
 *
 * <p>Gradient: turned back, by the transpose of the same matrix. Absorbs nothing: a rotation is
 * linear.
 */
public final class Rope extends Operation {
    private final Tensor x;
    private final RopeTable table;
    private final int heads;

    private Rope(Tensor x, RopeTable table, int heads) {
        super("rope", x);
        this.x = x;
        this.table = table;
        this.heads = heads;
        keep(table.cosines());
        keep(table.sines());
    }

    /**
     * Turns all heads.
     *
     * @param x {@code [rows, heads * headSize]}
     * @param table angles of the same rows
     */
    public static Tensor apply(Tensor x, RopeTable table, int heads) {
        Shapes.requireColumns("rope", "the input", x, heads * table.cosines().columns() * 2);
        if (table.cosines().rows() != x.rows()) {
            throw new IllegalArgumentException("rope: " + x.rows() + " rows, but angles for "
                    + table.cosines().rows());
        }
        Buffer y = x.scope().allocate(x.shape());
        x.scope()
                .backend()
                .rows()
                .rope(
                        y,
                        x.buffer(),
                        table.cosines().buffer(),
                        table.sines().buffer(),
                        null,
                        false,
                        x.rows(),
                        heads,
                        x.columns() / heads);
        return x.scope().record(new Rope(x, table, heads), x.shape(), y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Gradient gx = pass.create(g.map(), g.columns());
        pass.backend()
                .rows()
                .rope(
                        gx.buffer(),
                        g.buffer(),
                        table.cosines().buffer(),
                        table.sines().buffer(),
                        pass.rows(g),
                        true,
                        g.rows(),
                        heads,
                        g.columns() / heads);
        pass.send(x, gx);
    }
}
