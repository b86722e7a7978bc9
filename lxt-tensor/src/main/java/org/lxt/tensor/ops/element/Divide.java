// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.element;

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
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.Booking;

/**
 * The element-wise quotient {@code a / b}, of one shape, or one of them a row for all rows, one number per row, or a single
 * number.
 *
 * <p>Gradient: {@code G / b} to a, {@code -G y / b} to b, added up over the elements that an operand's number stood for.
 * A constant b absorbs nothing. A watched b is handed {@code -sum(y G)}, so {@code sum(y G)} is booked, and twice that
 * where a is constant and takes nothing itself.
 */
public final class Divide extends Operation {
    private final Broadcast a;
    private final Broadcast b;
    private final Tensor y;

    private Divide(Broadcast a, Broadcast b, Tensor y) {
        super("divide", a.tensor(), b.tensor());
        this.a = a;
        this.b = b;
        this.y = y;
        keep(b.tensor());
        if (b.tensor().isWatched()) {
            keep(y);
        }
    }

    /** Divides. */
    public static Tensor apply(Tensor a, Tensor b) {
        Shape shape = Broadcast.shape("divide", a, b);
        Broadcast left = Broadcast.of(a, shape);
        Broadcast right = Broadcast.of(b, shape);
        Scope scope = Scope.of(List.of(a, b));
        Backend backend = scope.backend();
        Buffer quotient = scope.allocate(shape);
        if (left.isWhole()) {
            right.divide(scope.indices(), quotient, a.buffer());
        } else {
            left.spread(scope.indices(), quotient);
            backend.elements().divide(quotient, quotient, b.buffer(), null, shape.rows(), shape.columns());
        }
        Tensor y = scope.constant(shape, quotient);
        return scope.recordAlias(new Divide(left, right, y), shape, y);
    }

    @Override
    public Nature nature() {
        return b.tensor().isWatched() ? Nature.NON_LINEAR : Nature.CONSTANT_FACTOR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        Index rows = pass.rows(g);
        Gradient ga = pass.create(g.map(), g.columns());
        b.divide(pass.indices(), ga.buffer(), g.buffer(), rows);
        if (b.tensor().isWatched()) {
            Booking.relevance(Ledger.Cause.ORDINARY, a.tensor().isWatched() ? 1 : 2, g, y, pass);
            Gradient gb = pass.create(g.map(), g.columns());
            backend.elements().multiply(gb.buffer(), ga.buffer(), y.buffer(), rows, g.rows(), g.columns());
            backend.elements().scale(gb.buffer(), gb.buffer(), -1, (long) g.rows() * g.columns());
            b.send(gb, pass);
        }
        a.send(ga, pass);
    }
}
