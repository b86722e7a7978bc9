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

/**
 * {@code a - b}, of one shape, or one of them a row for all rows, one number per row, or a single number.
 *
 * <p>Gradient: G to a and -G to b, added up over the elements that an operand's number stood for. A constant operand c
 * absorbs {@code sum(c G)}, on the right {@code -sum(c G)}.
 */
public final class Subtract extends Operation {
    private final Broadcast a;
    private final Broadcast b;

    private Subtract(Broadcast a, Broadcast b) {
        super("subtract", a.tensor(), b.tensor());
        this.a = a;
        this.b = b;
        keepForLedger(a.tensor());
        keepForLedger(b.tensor());
    }

    /** Subtracts. */
    public static Tensor apply(Tensor a, Tensor b) {
        Shape shape = Broadcast.shape("subtract", a, b);
        Broadcast left = Broadcast.of(a, shape);
        Broadcast right = Broadcast.of(b, shape);
        Scope scope = Scope.of(List.of(a, b));
        Backend backend = scope.backend();
        Buffer difference = scope.allocate(shape);
        if (right.isWhole()) {
            backend.elements().scale(difference, b.buffer(), -1, shape.size());
        } else {
            right.spread(scope.indices(), difference);
            backend.elements().scale(difference, difference, -1, shape.size());
        }
        left.add(scope.indices(), difference, difference);
        return scope.record(new Subtract(left, right), shape, difference);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        bookIfConstant(a, 1, g, pass);
        bookIfConstant(b, -1, g, pass);
        a.sendShared(g, pass);
        if (b.tensor().isWatched()) {
            Gradient negative = pass.create(g.map(), g.columns());
            pass.backend().elements().scale(negative.buffer(), g.buffer(), -1, (long) g.rows() * g.columns());
            b.send(negative, pass);
        }
    }

    private static void bookIfConstant(Broadcast operand, double sign, Gradient g, BackwardPass pass) {
        if (!operand.tensor().isWatched()) {
            pass.book(Ledger.Cause.CONSTANT, g.map(), sign, out -> operand.dot(pass.indices(), out, g));
        }
    }
}
