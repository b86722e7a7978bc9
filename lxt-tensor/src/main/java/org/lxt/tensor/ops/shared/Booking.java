// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.shared;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Tensor;

/** Bookings that several operations make. */
public final class Booking {
    private Booking() {}

    /** {@code factor sum(value G)} for each gradient row. */
    public static void relevance(Ledger.Cause cause, double factor, Gradient g, Tensor value, BackwardPass pass) {
        pass.book(
                cause,
                g.map(),
                factor,
                out -> pass.backend()
                        .rows()
                        .rowDot(out, g.buffer(), value.buffer(), pass.rows(g), g.rows(), g.columns()));
    }

    /** {@code sum(y G) - sum(x g)}, g the gradient that is sent, for a function left to its ordinary derivative. */
    public static void difference(Gradient g, Tensor y, Gradient gx, Tensor x, BackwardPass pass) {
        relevance(Ledger.Cause.ORDINARY, 1, g, y, pass);
        relevance(Ledger.Cause.ORDINARY, -1, gx, x, pass);
    }
}
