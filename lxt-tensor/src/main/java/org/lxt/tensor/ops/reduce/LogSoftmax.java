// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Booking;

/**
 * {@code y = x - log(sum(exp(x)))} along an axis: the logarithm of {@link Softmax}, exact where a share is small.
 *
 * <p>Gradient: {@code G - exp(y) sum(G)}, the sum along the axis. Absorbs the difference {@code sum(y G) - sum(x g)}, g
 * the gradient it sends.
 */
public final class LogSoftmax extends Operation {
    private final Tensor x;
    private final Axis axis;
    private final Tensor y;

    private LogSoftmax(Tensor x, Axis axis, Tensor y) {
        super("log softmax", x);
        this.x = x;
        this.axis = axis;
        this.y = y;
        keep(y);
        keepForLedger(x);
    }

    /** Takes the logarithm of the softmax along an axis; a negative one counts from the end. */
    public static Tensor apply(Tensor x, int axis) {
        Axis along = Axis.of("log softmax", x.shape(), axis);
        Backend backend = x.scope().backend();
        Buffer logarithms = x.scope().allocate(x.shape());
        int groups = along.groups(x.rows());
        long numbers = (long) groups * along.inner();
        along.lower(backend, logarithms, x.buffer(), groups);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer all = temporaries.allocate(x.size());
            Buffer sums = temporaries.allocate(numbers);
            backend.elements().elementary(Elementary.EXP, all, logarithms, x.size());
            backend.reductions().sum(sums, all, groups, along.length(), along.inner());
            backend.elements().elementary(Elementary.LOG, sums, sums, numbers);
            backend.elements().scale(sums, sums, -1, numbers);
            backend.reductions().repeat(all, sums, groups, along.length(), along.inner());
            backend.elements().add(logarithms, logarithms, all, x.size());
            Tensor y = x.scope().constant(x.shape(), logarithms);
            return x.scope().recordAlias(new LogSoftmax(x, along, y), x.shape(), y);
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
        long size = (long) g.rows() * g.columns();
        int groups = axis.groups(g.rows());
        Gradient gx = pass.create(g.map(), g.columns());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer sums = temporaries.allocate((long) groups * axis.inner());
            Buffer shares = temporaries.allocate(size);
            backend.reductions().sum(sums, g.buffer(), groups, axis.length(), axis.inner());
            backend.elements().scale(sums, sums, -1, (long) groups * axis.inner());
            backend.reductions().repeat(gx.buffer(), sums, groups, axis.length(), axis.inner());
            backend.movement().gatherRows(shares, y.buffer(), pass.rows(g), g.columns());
            backend.elements().elementary(Elementary.EXP, shares, shares, size);
            backend.elements().multiply(gx.buffer(), gx.buffer(), shares, null, g.rows(), g.columns());
            backend.elements().add(gx.buffer(), gx.buffer(), g.buffer(), size);
            Booking.difference(g, y, gx, x, pass);
            if (g != dense) {
                pass.discard(g);
            }
        }
        pass.send(x, gx);
    }
}
