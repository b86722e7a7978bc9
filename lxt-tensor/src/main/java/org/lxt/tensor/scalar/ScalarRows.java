// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;

/** Rows, each as its definition reads. */
final class ScalarRows implements RowKernels {
    @Override
    public void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer v = HostBuffer.of(vector);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) + v.get(c));
            }
        }
    }

    @Override
    public void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer v = HostBuffer.of(vector);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * (v.get(c) + offset));
            }
        }
    }

    @Override
    public void scaleRows(
            Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRowsIndex, int rows, int columns) {
        int @Nullable [] factorRows = HostIndex.valuesOrNone(factorRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer f = HostBuffer.of(factors);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            double factor = f.get(Sharing.row(factorRows, r));
            for (int c = 0; c < columns; c++) {
                d.set(at + c, factor * p.get(at + c));
            }
        }
    }

    @Override
    public void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(a);
        HostBuffer q = HostBuffer.of(b);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = Sharing.row(bRows, r) * columns;
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                sum += p.get(at + c) * q.get(from + c);
            }
            d.set(r, sum);
        }
    }

    @Override
    public void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            @Nullable Index tableRowsIndex,
            boolean inverse,
            int rows,
            int heads,
            int headSize) {
        int @Nullable [] tableRows = HostIndex.valuesOrNone(tableRowsIndex);
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer p = HostBuffer.of(x);
        HostBuffer cos = HostBuffer.of(cosines);
        HostBuffer sin = HostBuffer.of(sines);
        int half = headSize / 2;
        for (int r = 0; r < rows; r++) {
            long table = Sharing.row(tableRows, r) * half;
            for (int h = 0; h < heads; h++) {
                long at = ((long) r * heads + h) * headSize;
                for (int j = 0; j < half; j++) {
                    double c = cos.get(table + j);
                    double s = inverse ? -sin.get(table + j) : sin.get(table + j);
                    double first = p.get(at + j);
                    double second = p.get(at + j + half);
                    d.set(at + j, first * c - second * s);
                    d.set(at + j + half, second * c + first * s);
                }
            }
        }
    }

    @Override
    public void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer s = HostBuffer.of(scores);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            int from = band.from(r);
            int to = band.to(r, columns);
            double max = Double.NEGATIVE_INFINITY;
            for (int c = from; c < to; c++) {
                max = Math.max(max, s.get(at + c));
            }
            double sum = 0;
            for (int c = from; c < to; c++) {
                sum += StrictMath.exp(s.get(at + c) - max);
            }
            for (int c = 0; c < columns; c++) {
                boolean visible = c >= from && c < to;
                d.set(at + c, visible ? StrictMath.exp(s.get(at + c) - max) / sum : 0);
            }
        }
    }

    @Override
    public void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns) {
        HostBuffer d = HostBuffer.of(destination);
        HostBuffer hp = HostBuffer.of(p);
        HostBuffer hg = HostBuffer.of(gp);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                sum += hp.get(at + c) * hg.get(at + c);
            }
            for (int c = 0; c < columns; c++) {
                d.set(at + c, hp.get(at + c) * (hg.get(at + c) - sum));
            }
        }
    }
}
