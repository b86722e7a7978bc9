// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import java.util.Arrays;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.StoredWeight;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.weight.WeightHandle;

/** Matrix products in double, each sum in the order of its index whatever the number of threads. */
record ScalarMatrices(Workers workers) implements MatrixKernels {
    /** Columns of the weight handled at once in the backward product: their sums stay in the nearest cache. */
    private static final int COLUMN_BLOCK = 256;

    @Override
    public void linear(Buffer y, Buffer x, int rows, WeightHandle weight) {
        StoredWeight w = (StoredWeight) weight;
        HostBuffer hy = HostBuffer.of(y);
        int outputs = w.data().rows();
        int inputs = w.data().columns();
        double[] xs = copy(HostBuffer.of(x), (long) rows * inputs);
        workers.forRanges(outputs, 1, (long) rows * inputs, (from, to) -> {
            double[] weightRow = new double[inputs];
            for (int o = from; o < to; o++) {
                w.decodeRow(o, 0, inputs, weightRow);
                for (int r = 0; r < rows; r++) {
                    hy.set((long) r * outputs + o, dot(xs, r * inputs, weightRow, inputs));
                }
            }
        });
    }

    @Override
    public void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight) {
        StoredWeight w = (StoredWeight) weight;
        HostBuffer hx = HostBuffer.of(gx);
        int outputs = w.data().rows();
        int inputs = w.data().columns();
        double[] gs = copy(HostBuffer.of(gy), (long) rows * outputs);
        int blocks = (inputs + COLUMN_BLOCK - 1) / COLUMN_BLOCK;
        workers.forRanges(blocks, 1, (long) rows * outputs * COLUMN_BLOCK, (from, to) -> {
            double[] weightRow = new double[COLUMN_BLOCK];
            double[] sums = new double[rows * COLUMN_BLOCK];
            for (int block = from; block < to; block++) {
                int first = block * COLUMN_BLOCK;
                int count = Math.min(COLUMN_BLOCK, inputs - first);
                Arrays.fill(sums, 0);
                for (int o = 0; o < outputs; o++) {
                    w.decodeRow(o, first, count, weightRow);
                    for (int r = 0; r < rows; r++) {
                        double g = gs[r * outputs + o];
                        int at = r * COLUMN_BLOCK;
                        for (int c = 0; c < count; c++) {
                            sums[at + c] += g * weightRow[c];
                        }
                    }
                }
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < count; c++) {
                        hx.set((long) r * inputs + first + c, sums[r * COLUMN_BLOCK + c]);
                    }
                }
            }
        });
    }

    @Override
    public void weightRows(Buffer destination, WeightHandle weight, Index rowsIndex) {
        int[] rows = HostIndex.values(rowsIndex);
        StoredWeight w = (StoredWeight) weight;
        HostBuffer d = HostBuffer.of(destination);
        int columns = w.data().columns();
        double[] row = new double[columns];
        for (int i = 0; i < rows.length; i++) {
            w.decodeRow(rows[i], 0, columns, row);
            for (int c = 0; c < columns; c++) {
                d.set((long) i * columns + c, row[c]);
            }
        }
    }

    @Override
    public void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta) {
        HostBuffer hc = HostBuffer.of(c.buffer());
        HostBuffer ha = HostBuffer.of(a.buffer());
        HostBuffer hb = HostBuffer.of(b.buffer());
        int inner = a.columns();
        workers.forRanges(c.rows(), 1, (long) c.columns() * inner, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < c.columns(); j++) {
                    double sum = 0;
                    long atA = a.offset() + (long) i * a.rowStride();
                    long atB = b.offset() + (long) j * b.columnStride();
                    for (int k = 0; k < inner; k++) {
                        sum += ha.get(atA) * hb.get(atB);
                        atA += a.columnStride();
                        atB += b.rowStride();
                    }
                    long at = c.offset() + (long) i * c.rowStride() + (long) j * c.columnStride();
                    hc.set(at, beta == 0 ? alpha * sum : alpha * sum + beta * hc.get(at));
                }
            }
        });
    }

    /** Four running sums, so that the processor need not wait for each addition. */
    private static double dot(double[] a, int at, double[] b, int size) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= size - 4; i += 4) {
            s0 += a[at + i] * b[i];
            s1 += a[at + i + 1] * b[i + 1];
            s2 += a[at + i + 2] * b[i + 2];
            s3 += a[at + i + 3] * b[i + 3];
        }
        for (; i < size; i++) {
            s0 += a[at + i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double[] copy(HostBuffer buffer, long size) {
        double[] values = new double[Math.toIntExact(size)];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.get(i);
        }
        return values;
    }
}
