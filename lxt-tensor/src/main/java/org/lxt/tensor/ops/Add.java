package org.lxt.tensor.ops;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Buffer;

/**
 * {@code a + b}, of one shape: a residual connection, or an added constant.
 *
 * <p>Gradient: G to both. A constant operand c absorbs {@code sum(c G)}.
 */
public final class Add extends Operation {
    private final Tensor a;
    private final Tensor b;

    private Add(Tensor a, Tensor b) {
        super("add", a, b);
        this.a = a;
        this.b = b;
        if (a.scope().options().ledger()) {
            keep(a);
            keep(b);
        }
    }

    /** Adds. */
    public static Tensor apply(Tensor a, Tensor b) {
        Shapes.requireSame("add", a, b);
        Buffer sum = a.scope().allocate(a.shape());
        a.scope().backend().add(sum, a.buffer(), b.buffer(), a.size());
        return a.scope().record(new Add(a, b), a.shape(), sum);
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
        pass.sendUnchanged(a, g);
        pass.sendUnchanged(b, g);
    }

    private static void bookIfConstant(Tensor operand, Gradient g, BackwardPass pass) {
        if (!operand.isWatched()) {
            pass.book(
                    Ledger.Cause.CONSTANT,
                    g.map(),
                    1,
                    out -> pass.backend()
                            .rowDot(out, g.buffer(), operand.buffer(), g.map().rows(), g.rows(), g.columns()));
        }
    }
}
