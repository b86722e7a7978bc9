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
import org.lxt.tensor.backend.memory.Buffer;

/**
 * {@code a + b}: a residual connection, or an added constant. Of one shape, or one of them a row for all rows, one number
 * a row, or a single number.
 *
 * <p>Gradient: G to both, added up over the elements that an operand's number was added to. A constant operand c absorbs
 * {@code sum(c G)}.
 */
public final class Add extends Operation {
    private final Broadcast a;
    private final Broadcast b;

    private Add(Broadcast a, Broadcast b) {
        super("add", a.tensor(), b.tensor());
        this.a = a;
        this.b = b;
        keepForLedger(a.tensor());
        keepForLedger(b.tensor());
    }

    /** Adds. */
    public static Tensor apply(Tensor a, Tensor b) {
        Shape shape = Broadcast.shape("add", a, b);
        Broadcast left = Broadcast.of(a, shape);
        Broadcast right = Broadcast.of(b, shape);
        Scope scope = Scope.of(List.of(a, b));
        Buffer sum = scope.allocate(shape);
        if (left.isWhole()) {
            right.add(scope.indices(), sum, a.buffer());
        } else {
            left.add(scope.indices(), sum, b.buffer());
        }
        return scope.record(new Add(left, right), shape, sum);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        bookIfConstant(a, g, pass);
        bookIfConstant(b, g, pass);
        a.sendShared(g, pass);
        b.sendShared(g, pass);
    }

    private static void bookIfConstant(Broadcast operand, Gradient g, BackwardPass pass) {
        if (!operand.tensor().isWatched()) {
            pass.book(Ledger.Cause.CONSTANT, g.map(), 1, out -> operand.dot(pass.indices(), out, g));
        }
    }
}
