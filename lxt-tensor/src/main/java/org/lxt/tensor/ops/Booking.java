package org.lxt.tensor.ops;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Tensor;

/** What functions book that have nothing shorter to say. */
final class Booking {
    private Booking() {}

    /** {@code sum(y G) - sum(x g)}, g the gradient that is sent, for a function left to its ordinary derivative. */
    static void difference(Gradient g, Tensor y, Gradient gx, Tensor x, BackwardPass pass) {
        book(1, g, y, pass);
        book(-1, gx, x, pass);
    }

    private static void book(double sign, Gradient g, Tensor value, BackwardPass pass) {
        pass.book(
                Ledger.Cause.ORDINARY,
                g.map(),
                sign,
                out -> pass.backend()
                        .rowDot(out, g.buffer(), value.buffer(), g.map().rows(), g.rows(), g.columns()));
    }
}
