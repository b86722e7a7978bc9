// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.compose.Kernels;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightHandle;

/** Matrix products of many shapes, with views and weights of all kinds. */
public final class ProductCases {
    /** Lengths around those of tiles and vectors. */
    private static final int[] EDGES = {1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 33, 40, 47, 48, 49, 64, 97, 207};

    private final Random random;
    private final List<KernelCase> cases = new ArrayList<>();

    private ProductCases(long seed) {
        this.random = new Random(seed);
    }

    /** One shape of so many has weights in blocks, of which there are many kinds that differ in how they are read. */
    private static final int SHAPES_FOR_BLOCKS = 5;

    /**
     * {@code count} cases of each kind, a fifth of it for weights in blocks, none of more than {@code largest}
     * multiplications.
     */
    public static List<KernelCase> sample(long seed, int count, long largest) {
        ProductCases all = new ProductCases(seed);
        for (int i = 0; i < count; i++) {
            List<Encoding> encodings = i % SHAPES_FOR_BLOCKS == 0 ? List.of(Encoding.values()) : Encoding.ofElements();
            for (Encoding encoding : encodings) {
                all.weights(encoding, i % 2 == 1, largest);
            }
            all.gemm(largest);
        }
        return all.cases;
    }

    /** Products large enough to be shared among threads and to go through several blocks in every direction. */
    public static List<KernelCase> large() {
        ProductCases all = new ProductCases(77);
        all.linear(Encoding.BF16, false, 530, 130, 400);
        all.linear(Encoding.F32, true, 35, 150, 900);
        all.linear(Encoding.BF16, false, 3, 515, 900);
        all.linearGradient(Encoding.BF16, false, 35, 900, 150);
        all.linearGradient(Encoding.F32, true, 530, 390, 70);
        all.linearGradient(Encoding.F32, false, 2, 9000, 50);
        all.linear(Encoding.BF16, false, 13, 77, 1100);
        all.linearGradient(Encoding.F16, false, 13, 77, 1100);
        all.magnitudes(Encoding.F32, false, 530, 130, 600);
        all.magnitudes(Encoding.BF16, true, 40, 300, 530);
        all.gemm(150, 130, 390, 0.5, 1);
        all.gemm(1100, 50, 64, 1, 0);
        int deep = 3_337;
        all.linear(Encoding.BF16, false, 35, 40, deep);
        all.linearGradient(Encoding.F32, false, 35, deep, 40);
        all.magnitudes(Encoding.BF16, false, 30, 40, deep);
        all.gemm(40, 50, deep, 0.5, 1);
        all.linear(Encoding.Q4_K, false, 530, 130, 700);
        all.linearGradient(Encoding.Q6_K, false, 35, 900, 1500);
        all.linear(Encoding.Q8_0, false, 3, 515, 1700);
        all.linearGradient(Encoding.Q4_K, false, 2, 300, 3300);
        all.linear(Encoding.Q4_1, true, 7, 900, 300);
        all.linearGradient(Encoding.IQ4_NL, true, 40, 300, 530);
        all.magnitudes(Encoding.Q5_0, false, 30, 600, 530);
        return all.cases;
    }

    private void weights(Encoding encoding, boolean transposed, long largest) {
        int rows = edge();
        int outputs = edge();
        int inputs = random.nextInt(4) == 0 ? 380 + random.nextInt(30) : edge();
        if ((long) rows * outputs * inputs <= largest) {
            linear(encoding, transposed, rows, outputs, inputs);
            linearGradient(encoding, transposed, rows, inputs, outputs);
            rows(encoding, transposed, outputs, inputs);
            magnitudes(encoding, transposed, rows, outputs, inputs);
        }
    }

    private void magnitudes(Encoding encoding, boolean transposed, int rows, int outputs, int inputs) {
        long seed = random.nextLong();
        String size = rows + " x " + inputs + " -> " + outputs + " " + encoding + mark(transposed);
        cases.add(new KernelCase("linear with magnitudes " + size, tolerance(inputs), b -> {
            Inputs in = new Inputs(seed);
            WeightHandle w = b.loadWeight(in.weight(encoding, outputs, inputs, transposed));
            Buffer y = Inputs.rubbish(b, rows * outputs);
            Buffer magnitude = Inputs.rubbish(b, rows * outputs);
            Kernels.gamma(b).magnitudeLinear(y, magnitude, in.buffer(b, rows * inputs), rows, w, outputs, inputs);
            return both(Inputs.read(b, y, rows * outputs), Inputs.read(b, magnitude, rows * outputs));
        }));
        cases.add(new KernelCase("gradients beside magnitudes " + size, tolerance(outputs), b -> {
            Inputs in = new Inputs(seed);
            WeightHandle w = b.loadWeight(in.weight(encoding, outputs, inputs, transposed));
            Buffer g = in.buffer(b, rows * outputs);
            Buffer signed = in.buffer(b, rows * outputs);
            Buffer gx = Inputs.rubbish(b, rows * inputs);
            Buffer other = Inputs.rubbish(b, rows * inputs);
            Kernels.gamma(b).magnitudeLinearGradient(gx, other, g, signed, rows, w, outputs, inputs);
            return both(Inputs.read(b, gx, rows * inputs), Inputs.read(b, other, rows * inputs));
        }));
    }

    private static double[] both(double[] first, double[] second) {
        double[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private void linear(Encoding encoding, boolean transposed, int rows, int outputs, int inputs) {
        long seed = random.nextLong();
        String name = "linear " + rows + " x " + inputs + " -> " + outputs + " " + encoding + mark(transposed);
        cases.add(new KernelCase(name, tolerance(inputs), b -> {
            Inputs in = new Inputs(seed);
            WeightHandle w = b.loadWeight(in.weight(encoding, outputs, inputs, transposed));
            Buffer y = Inputs.rubbish(b, rows * outputs);
            b.matrices().linear(y, in.buffer(b, rows * inputs), rows, w);
            b.freeWeight(w);
            return Inputs.read(b, y, rows * outputs);
        }));
    }

    private void linearGradient(Encoding encoding, boolean transposed, int rows, int outputs, int inputs) {
        long seed = random.nextLong();
        String name = "linearGradient " + rows + " x " + outputs + " -> " + inputs + " " + encoding + mark(transposed);
        cases.add(new KernelCase(name, tolerance(outputs), b -> {
            Inputs in = new Inputs(seed);
            WeightHandle w = b.loadWeight(in.weight(encoding, outputs, inputs, transposed));
            Buffer gx = Inputs.rubbish(b, rows * inputs);
            b.matrices().linearGradient(gx, in.buffer(b, rows * outputs), rows, w);
            b.freeWeight(w);
            return Inputs.read(b, gx, rows * inputs);
        }));
    }

    private void rows(Encoding encoding, boolean transposed, int outputs, int inputs) {
        long seed = random.nextLong();
        String name = "weightRows of " + outputs + " x " + inputs + " " + encoding + mark(transposed);
        cases.add(new KernelCase(name, 0, b -> {
            Inputs in = new Inputs(seed);
            WeightHandle w = b.loadWeight(in.weight(encoding, outputs, inputs, transposed));
            Buffer d = Inputs.rubbish(b, 3 * inputs);
            b.matrices().weightRows(d, w, in.rows(b, 3, outputs));
            return Inputs.read(b, d, 3 * inputs);
        }));
    }

    private void gemm(long largest) {
        int m = edge();
        int n = edge();
        int k = random.nextInt(4) == 0 ? 380 + random.nextInt(30) : edge();
        if ((long) m * n * k <= largest) {
            double[] alphas = {1, 0.125, -0.7};
            double[] betas = {0, 1, 0.5};
            gemm(m, n, k, alphas[random.nextInt(3)], betas[random.nextInt(3)]);
        }
    }

    private void gemm(int m, int n, int k, double alpha, double beta) {
        boolean ta = random.nextBoolean();
        boolean tb = random.nextBoolean();
        boolean tc = random.nextInt(4) == 0;
        long seed = random.nextLong();
        String name = "gemm " + m + " x " + k + mark(ta) + " by " + k + " x " + n + mark(tb) + mark(tc) + " alpha "
                + alpha + " beta " + beta;
        cases.add(new KernelCase(name, tolerance(k), b -> {
            Inputs in = new Inputs(seed);
            MatrixView va = view(b, in, m, k, ta, false);
            MatrixView vb = view(b, in, k, n, tb, false);
            MatrixView vc = view(b, in, m, n, tc, beta == 0);
            b.matrices().gemm(vc, va, vb, alpha, beta);
            // all of the memory: what lies between the rows must stay as it was
            int size = Math.toIntExact(vc.buffer().size());
            return Inputs.read(b, vc.buffer(), size);
        }));
    }

    private static MatrixView view(Backend b, Inputs in, int rows, int columns, boolean transposed, boolean rubbish) {
        int offset = in.below(9);
        int stride = (transposed ? rows : columns) + in.below(7);
        int size = offset + stride * (transposed ? columns : rows);
        Buffer buffer = rubbish ? Inputs.rubbish(b, size) : in.buffer(b, size);
        return new MatrixView(buffer, offset, rows, columns, stride, transposed);
    }

    private int edge() {
        return EDGES[random.nextInt(EDGES.length)];
    }

    private static String mark(boolean transposed) {
        return transposed ? " (transposed)" : "";
    }

    private static double tolerance(int inner) {
        return 1e-6 * Math.max(1, Math.sqrt(inner));
    }
}
