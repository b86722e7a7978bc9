// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import java.util.List;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.ops.shared.Moves;
import org.lxt.tensor.rows.RowMap;

/**
 * Tensors one after the other on any axis, the other axes being equal.
 *
 * <p>Gradient: to each part its places of G; along axis 0 a part gets only the rows that are its own. A constant part c
 * absorbs {@code sum(c G)}.
 */
public final class Concat extends Operation {
    private final List<Tensor> parts;
    private final Shape shape;
    private final int axis;

    private Concat(List<Tensor> parts, Shape shape, int axis, boolean ledger) {
        super("concat", parts.toArray(Tensor[]::new));
        this.parts = parts;
        this.shape = shape;
        this.axis = axis;
        for (Tensor part : parts) {
            if (ledger && !part.isWatched()) {
                keep(part);
            }
        }
    }

    /** Joins at least one tensor. */
    public static Tensor apply(int axis, Tensor... tensors) {
        List<Tensor> parts = List.of(tensors);
        Tensor first = parts.getFirst();
        int total = 0;
        for (Tensor part : parts) {
            Span.requireAxis("concat", part, axis);
            if (first.shape().dimensions() != part.shape().dimensions()
                    || !first.shape().with(axis, 1).equals(part.shape().with(axis, 1))) {
                throw new IllegalArgumentException(
                        "concat along axis " + axis + ": " + first.shape() + " and " + part.shape());
            }
            total = Math.addExact(total, part.shape().extent(axis));
        }
        Scope scope = Scope.of(parts);
        Shape shape = first.shape().with(axis, total);
        Buffer y = scope.allocate(shape);
        int at = 0;
        for (Tensor part : parts) {
            int count = part.shape().extent(axis);
            scope.backend()
                    .movement()
                    .copy(
                            Span.of(y, shape, shape.rows(), axis, at, count),
                            Span.whole(part.buffer(), part.shape(), part.rows(), axis));
            at += count;
        }
        return scope.record(new Concat(parts, shape, axis, scope.options().ledger()), shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        int at = 0;
        for (Tensor part : parts) {
            if (part.isWatched() || pass.hasLedger()) {
                if (axis == 0) {
                    rows(g, part, at, pass);
                } else {
                    columns(g, part, at, pass);
                }
            }
            at += part.shape().extent(axis);
        }
    }

    private void rows(Gradient g, Tensor part, int first, BackwardPass pass) {
        GradientRows.Part own = GradientRows.part(g.map(), first, part.rows());
        RowMap map = own.map();
        if (map.size() == 0) {
            return;
        }
        if (part.isWatched() && map.size() == g.rows()) {
            pass.sendAs(part, map, g);
            return;
        }
        Gradient gPart = pass.create(map, g.columns());
        Moves.gatherRows(pass.backend(), gPart.buffer(), g.buffer(), own.positions(), g.columns());
        finish(part, gPart, pass);
    }

    private void columns(Gradient g, Tensor part, int first, BackwardPass pass) {
        Gradient gPart = pass.create(g.map(), part.columns());
        pass.backend()
                .movement()
                .copy(
                        Span.whole(gPart.buffer(), part.shape(), g.rows(), axis),
                        Span.of(
                                g.buffer(),
                                shape,
                                g.rows(),
                                axis,
                                first,
                                part.shape().extent(axis)));
        finish(part, gPart, pass);
    }

    private static void finish(Tensor part, Gradient gPart, BackwardPass pass) {
        if (part.isWatched()) {
            pass.send(part, gPart);
            return;
        }
        Backend backend = pass.backend();
        RowMap map = gPart.map();
        pass.book(
                Ledger.Cause.CONSTANT,
                map,
                1,
                out -> backend.rows()
                        .rowDot(out, gPart.buffer(), part.buffer(), pass.rows(gPart), map.size(), gPart.columns()));
        pass.discard(gPart);
    }
}
