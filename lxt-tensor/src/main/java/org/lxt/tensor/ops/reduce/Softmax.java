// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.Booking;

/**
 * {@code y = exp(x) / sum(exp(x))} along an axis.
 *
 * <p>Gradient: {@code y (G - sum(y G))}, the sum along the axis. Absorbs the difference {@code sum(y G) - sum(x g)}, g
 * the gradient it sends.
 */
public final class Softmax extends Operation {
    private final Tensor x;
    private final Axis axis;
    private final Tensor y;

    private Softmax(Tensor x, Axis axis, Tensor y) {
        super("softmax", x);
        this.x = x;
        this.axis = axis;
        this.y = y;
        keep(y);
        keepForLedger(x);
    }

    /** Takes the softmax along an axis; a negative one counts from the end. */
    public static Tensor apply(Tensor x, int axis) {
        Axis along = Axis.of("softmax", x.shape(), axis);
        Backend backend = x.scope().backend();
        Buffer shares = x.scope().allocate(x.shape());
        int groups = along.groups(x.rows());
        if (along.inner() == 1) {
            backend.rows().softmax(shares, x.buffer(), new Band(0, false, Band.UNLIMITED), groups, along.length());
        } else {
            across(backend, shares, x, along, groups);
        }
        Tensor y = x.scope().constant(x.shape(), shares);
        return x.scope().recordAlias(new Softmax(x, along, y), x.shape(), y);
    }

    /** Along numbers that do not lie together in memory. */
    private static void across(Backend backend, Buffer shares, Tensor x, Axis along, int groups) {
        along.lower(backend, shares, x.buffer(), groups);
        backend.elements().elementary(Elementary.EXP, shares, shares, x.size());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer sums = temporaries.allocate((long) groups * along.inner());
            Buffer all = temporaries.allocate(x.size());
            backend.reductions().sum(sums, shares, groups, along.length(), along.inner());
            backend.reductions().repeat(all, sums, groups, along.length(), along.inner());
            backend.elements().divide(shares, shares, all, null, x.rows(), x.columns());
        }
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient dense = pass.dense(sparse);
        Gradient g = axis.complete(dense, pass);
        Backend backend = pass.backend();
        Index rows = pass.rows(g);
        Gradient gx = pass.create(g.map(), g.columns());
        int groups = axis.groups(g.rows());
        if (axis.inner() == 1) {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer p = temporaries.allocate((long) g.rows() * g.columns());
                backend.movement().gatherRows(p, y.buffer(), rows, g.columns());
                backend.rows().softmaxGradient(gx.buffer(), p, g.buffer(), groups, axis.length());
            }
        } else {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer sums = temporaries.allocate((long) groups * axis.inner());
                backend.elements().multiply(gx.buffer(), g.buffer(), y.buffer(), rows, g.rows(), g.columns());
                backend.reductions().sum(sums, gx.buffer(), groups, axis.length(), axis.inner());
                backend.elements().scale(sums, sums, -1, (long) groups * axis.inner());
                backend.reductions().repeat(gx.buffer(), sums, groups, axis.length(), axis.inner());
                backend.elements().add(gx.buffer(), gx.buffer(), g.buffer(), (long) g.rows() * g.columns());
                backend.elements().multiply(gx.buffer(), gx.buffer(), y.buffer(), rows, g.rows(), g.columns());
            }
        }
        Booking.difference(g, y, gx, x, pass);
        if (g != dense) {
            pass.discard(g);
        }
        pass.send(x, gx);
    }
}
