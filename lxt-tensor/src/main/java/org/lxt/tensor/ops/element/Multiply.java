// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.element;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Booking;

/**
 * The element-wise product {@code a * b}, of one shape, or one of them a row for all rows, one number per row, or a single
 * number.
 *
 * <p>Gradient: {@code G b} to a, {@code G a} to b, added up over the elements that an operand's number stood for. With
 * both watched, each gets the whole relevance, which is booked as {@code -sum(y G)}; a constant factor absorbs nothing.
 */
public final class Multiply extends Operation {
    private final Broadcast a;
    private final Broadcast b;
    private @Nullable Tensor y;

    private Multiply(Broadcast a, Broadcast b) {
        super("multiply", a.tensor(), b.tensor());
        this.a = a;
        this.b = b;
        if (a.tensor().isWatched()) {
            keep(b.tensor());
        }
        if (b.tensor().isWatched()) {
            keep(a.tensor());
        }
    }

    /** Multiplies. */
    public static Tensor apply(Tensor a, Tensor b) {
        Shape shape = Broadcast.shape("multiply", a, b);
        Broadcast left = Broadcast.of(a, shape);
        Broadcast right = Broadcast.of(b, shape);
        Scope scope = Scope.of(List.of(a, b));
        Buffer product = scope.allocate(shape);
        if (left.isWhole()) {
            right.multiply(scope.indices(), product, a.buffer());
        } else {
            left.multiply(scope.indices(), product, b.buffer());
        }
        return scope.record(new Multiply(left, right), shape, product);
    }

    @Override
    public Nature nature() {
        return isProduct() ? Nature.PRODUCT : Nature.CONSTANT_FACTOR;
    }

    private boolean isProduct() {
        return a.tensor().isWatched() && b.tensor().isWatched();
    }

    @Override
    protected void keepOutput(Tensor output) {
        if (isProduct()) {
            keepNow(output);
            y = output;
        }
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Tensor product = y;
        if (product != null) {
            Booking.relevance(Ledger.Cause.PRODUCT, -1, g, product, pass);
        }
        sendTimes(a, b, g, pass);
        sendTimes(b, a, g, pass);
    }

    private static void sendTimes(Broadcast to, Broadcast factor, Gradient g, BackwardPass pass) {
        if (to.tensor().isWatched()) {
            Gradient part = pass.create(g.map(), g.columns());
            factor.multiply(pass.indices(), part.buffer(), g.buffer(), pass.rows(g));
            to.send(part, pass);
        }
    }
}
