// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import java.util.Random;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;

/** The error of a product of matrices. */
final class PrecisionProbe {
    private static final int SIZE = 64;

    private PrecisionProbe() {}

    /** The largest difference from the product in float64, relative to the largest element. */
    static double error(Backend backend) {
        double[] a = numbers(1);
        double[] b = numbers(2);
        double[] c = new double[SIZE * SIZE];
        Buffer left = load(backend, a);
        Buffer right = load(backend, b);
        Buffer product = backend.allocate(c.length);
        backend.matrices().gemm(view(product), view(left), view(right), 1, 0);
        backend.read(product, 0, c);
        backend.free(left);
        backend.free(right);
        backend.free(product);
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                double sum = 0;
                for (int k = 0; k < SIZE; k++) {
                    sum += a[i * SIZE + k] * b[k * SIZE + j];
                }
                worst = Math.max(worst, Math.abs(c[i * SIZE + j] - sum));
                largest = Math.max(largest, Math.abs(sum));
            }
        }
        return worst / largest;
    }

    private static double[] numbers(long seed) {
        Random random = new Random(seed);
        return random.doubles(SIZE * SIZE, -1, 1).map(x -> (float) x).toArray();
    }

    private static Buffer load(Backend backend, double[] values) {
        Buffer buffer = backend.allocate(values.length);
        backend.write(buffer, values);
        return buffer;
    }

    private static MatrixView view(Buffer buffer) {
        return MatrixView.of(buffer, 0, SIZE, SIZE, SIZE);
    }
}
