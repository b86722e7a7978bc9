// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;

/** Elements, each as its definition reads. */
final class ScalarElements implements ElementKernels {
    @Override
    public void add(Buffer destination, Buffer a, Buffer b, long size) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer q = HostBuffer.of(b);
        for (long i = 0; i < size; i++) {
            d.set(i, p.get(i) + q.get(i));
        }
    }

    @Override
    public void scale(Buffer destination, Buffer a, double factor, long size) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        for (long i = 0; i < size; i++) {
            d.set(i, factor * p.get(i));
        }
    }

    @Override
    public void activation(Activation f, Buffer destination, Buffer x, long size) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        for (long i = 0; i < size; i++) {
            d.set(i, f.value(p.get(i)));
        }
    }

    @Override
    public void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        for (long i = 0; i < size; i++) {
            d.set(i, 1 / Math.sqrt(factor * p.get(i) + epsilon));
        }
    }

    @Override
    public void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer q = HostBuffer.of(b);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = Sharing.row(bRows, r) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * q.get(from + c));
            }
        }
    }

    @Override
    public void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRowsIndex, int rows, int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(g);
        HostBuffer q = HostBuffer.of(x);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = Sharing.row(xRows, r) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * f.derivative(q.get(from + c)));
            }
        }
    }

    @Override
    public void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRowsIndex,
            double epsilon,
            int rows,
            int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(g);
        HostBuffer hx = HostBuffer.of(x);
        HostBuffer hy = HostBuffer.of(y);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = Sharing.row(xRows, r) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * (hy.get(from + c) / (hx.get(from + c) + epsilon)));
            }
        }
    }

    @Override
    public void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer q = HostBuffer.of(b);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = (bRows == null ? r : (long) bRows[r]) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) / q.get(from + c));
            }
        }
    }

    @Override
    public void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        for (long i = 0; i < size; i++) {
            d.set(
                    i,
                    switch (f) {
                        case EXP -> StrictMath.exp(p.get(i));
                        case LOG -> StrictMath.log(p.get(i));
                        case SQRT -> StrictMath.sqrt(p.get(i));
                    });
        }
    }

    @Override
    public void power(Buffer destination, Buffer x, double exponent, long size) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        for (long i = 0; i < size; i++) {
            d.set(i, StrictMath.pow(p.get(i), exponent));
        }
    }
}
