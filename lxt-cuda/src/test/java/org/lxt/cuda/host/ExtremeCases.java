// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.compose.Kernels;

/**
 * Calls with NaN, infinities, zeros of both signs and the largest and smallest numbers, in all pairs; the results that the
 * scalar backend defines. Also calls that have nothing to do, and calls whose destination is a source.
 */
final class ExtremeCases {
    private static final double ROUNDING = 1e-6;

    /** Numbers whose products and quotients are the same in float and in double, once they are rounded. */
    private static final double[] PLAIN = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1, -1, 2.5, -0.25
    };

    private static final double[] ALL = DoubleStream.concat(
                    Arrays.stream(PLAIN),
                    DoubleStream.of(
                            Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, Float.MIN_VALUE, 1e-40f, 1e30f))
            .toArray();

    private final List<KernelCase> cases = new ArrayList<>();

    private ExtremeCases() {}

    static List<KernelCase> all() {
        ExtremeCases all = new ExtremeCases();
        all.pairs();
        all.functions();
        all.sums();
        all.softmax();
        all.products();
        all.nothing();
        all.inPlace();
        return all.cases;
    }

    /** Fills a destination from two operands. */
    private interface Pairwise {
        void run(Backend b, Buffer d, Buffer first, Buffer second, int size);
    }

    /** Writes results into buffers, which are read one after the other. */
    private interface Call {
        List<Buffer> run(Backend b);
    }

    private void add(String name, Call call) {
        cases.add(new KernelCase(
                name,
                ROUNDING,
                b -> call.run(b).stream()
                        .flatMapToDouble(buffer -> Arrays.stream(read(b, buffer)))
                        .toArray()));
    }

    private static double[] read(Backend b, Buffer buffer) {
        double[] values = new double[Math.toIntExact(buffer.size())];
        b.read(buffer, 0, values);
        return values;
    }

    private static Buffer buffer(Backend b, double... values) {
        Buffer buffer = b.allocate(values.length);
        b.write(buffer, values);
        return buffer;
    }

    private void pair(String name, double[] values, Pairwise kernel) {
        int n = values.length;
        double[] first = new double[n * n];
        double[] second = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            first[i] = values[i / n];
            second[i] = values[i % n];
        }
        add(name + " of all pairs", b -> {
            Buffer d = b.allocate(n * n);
            b.fill(d, 7, n * n);
            kernel.run(b, d, buffer(b, first), buffer(b, second), n * n);
            return List.of(d);
        });
    }

    private void pairs() {
        pair("add", ALL, (b, d, p, q, n) -> b.elements().add(d, p, q, n));
        pair("multiply", ALL, (b, d, p, q, n) -> b.elements().multiply(d, p, q, null, 1, n));
        pair("divide", ALL, (b, d, p, q, n) -> b.elements().divide(d, p, q, null, 1, n));
        pair("addVector", ALL, (b, d, p, q, n) -> b.rows().addVector(d, p, q, 1, n));
        pair("multiplyVector", ALL, (b, d, p, q, n) -> b.rows().multiplyVector(d, p, q, 1, 1, n));
        pair("scaleRows", ALL, (b, d, p, q, n) -> b.rows().scaleRows(d, p, q, null, n, 1));
        pair("rowDot", ALL, (b, d, p, q, n) -> b.rows().rowDot(d, p, q, null, n, 1));
        pair("secantGradient", PLAIN, (b, d, p, q, n) -> b.elements().secantGradient(d, p, q, p, null, 1e-10, 1, n));
        pair("softmaxGradient", PLAIN, (b, d, p, q, n) -> b.rows().softmaxGradient(d, p, q, 27, n / 27));
        pair("scatterAddRows", ALL, (b, d, p, q, n) -> {
            b.elements().scale(d, p, 1, n);
            b.movement().scatterAddRows(d, b.loadIndex(new int[] {0}), q, n);
        });
        pair(
                "gammaGradient",
                PLAIN,
                (b, d, p, q, n) -> Kernels.gamma(b).gammaGradient(d, p, p, q, null, 0.5, 1e-10, 1, n));
        pair("gammaFactors", PLAIN, (b, d, p, q, n) -> Kernels.gamma(b).gammaFactors(d, q, p, q, 0.5, 1e-6, n));
        pair("rope", PLAIN, (b, d, p, q, n) -> b.rows().rope(d, p, q, q, null, false, 1, 1, n - n % 2));
        pair("gammaFactors, signed", PLAIN, (b, d, p, q, n) -> Kernels.gamma(b).gammaFactors(q, d, p, q, 0.5, 1e-6, n));
        for (Activation f : Activation.values()) {
            pair(f + " gradient", ALL, (b, d, p, q, n) -> b.elements().activationGradient(f, d, p, q, null, 1, n));
        }
    }

    private void functions() {
        int n = ALL.length;
        for (Activation f : Activation.values()) {
            add(f + " at the ends", b -> {
                Buffer d = b.allocate(n);
                b.elements().activation(f, d, buffer(b, ALL), n);
                return List.of(d);
            });
        }
        for (Elementary f : Elementary.values()) {
            add(f + " at the ends", b -> {
                Buffer d = b.allocate(n);
                b.elements().elementary(f, d, buffer(b, ALL), n);
                return List.of(d);
            });
        }
        double[] exponents = {Double.NaN, 1.0 / 0, -1.0 / 0, 0, -0.0, 1, -1, 2, 3, -3, 0.5, 1.0 / 3, 1e9 + 1, 41};
        for (double exponent : exponents) {
            add("power " + exponent + " at the ends", b -> {
                Buffer d = b.allocate(n);
                b.elements().power(d, buffer(b, ALL), exponent, n);
                return List.of(d);
            });
        }
        for (double factor : new double[] {1, -1, 0, Double.NaN, 1.0 / 0}) {
            add("scale and inverseRoot by " + factor + " at the ends", b -> {
                Buffer scaled = b.allocate(n);
                Buffer root = b.allocate(n);
                Buffer full = b.allocate(n);
                b.elements().scale(scaled, buffer(b, ALL), factor, n);
                b.elements().inverseRoot(root, buffer(b, PLAIN), factor, 1e-5, PLAIN.length);
                b.fill(root, 0, 0);
                b.fill(full, factor, n);
                return List.of(scaled, full, view(b, root, PLAIN.length));
            });
        }
    }

    /** The first elements of a buffer. */
    private static Buffer view(Backend b, Buffer buffer, int size) {
        double[] values = new double[size];
        b.read(buffer, 0, values);
        return buffer(b, values);
    }

    /** Rows of numbers of which one is extreme, by threads and by blocks. */
    private static double[] rows(int count, int length, long seed) {
        Random random = new Random(seed);
        double[] values = new double[count * length];
        for (int r = 0; r < count; r++) {
            for (int c = 0; c < length; c++) {
                values[r * length + c] = (float) (8 * random.nextDouble() - 4);
            }
            if (r % 2 == 1) {
                values[r * length + random.nextInt(length)] = PLAIN[random.nextInt(PLAIN.length)];
            }
            if (r % 4 == 3) {
                values[r * length + random.nextInt(length)] = PLAIN[random.nextInt(3)];
            }
        }
        return values;
    }

    private void sums() {
        int count = 40;
        for (int length : new int[] {1, 2, 31, 64, 300, 1000}) {
            double[] values = rows(count, length, length);
            add("sums and maxima of extremes, " + length, b -> {
                Buffer x = buffer(b, values);
                Buffer sums = b.allocate(count);
                Buffer across = b.allocate(length);
                Buffer dots = b.allocate(count);
                Buffer largest = b.allocate(count);
                Buffer places = b.allocate(count);
                b.reductions().sum(sums, x, count, length, 1);
                b.reductions().sum(across, x, 1, count, length);
                b.rows().rowDot(dots, x, x, null, count, length);
                b.reductions().max(largest, places, x, count, length, 1);
                return List.of(sums, across, dots, largest, places);
            });
        }
        for (double same : new double[] {Double.NEGATIVE_INFINITY, Double.NaN}) {
            add("the largest of numbers that are all " + same, b -> {
                Buffer x = b.allocate(600);
                b.fill(x, same, 600);
                Buffer values = b.allocate(8);
                Buffer places = b.allocate(8);
                b.reductions().max(values, places, x, 2, 150, 2);
                b.reductions().max(view(b, values, 4), view(b, places, 4), x, 4, 150, 1);
                return List.of(view(b, values, 4), view(b, places, 4));
            });
        }
        add("sumRows and sumColumns of extremes", b -> {
            Buffer x = buffer(b, rows(9, 9, 5));
            Buffer d = b.allocate(4 * 9);
            Buffer e = b.allocate(9 * 4);
            var starts = b.loadIndex(new int[] {0, 3, 3, 6, 9});
            var list = b.loadIndex(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
            b.movement().sumRows(d, x, starts, list, 9);
            b.movement().sumColumns(e, x, starts, list, 9, 9);
            return List.of(d, e);
        });
    }

    private void softmax() {
        int rows = 24;
        for (int columns : new int[] {1, 5, 300}) {
            for (Band band : List.of(
                    new Band(0, false, Band.UNLIMITED),
                    new Band(columns / 2, true, Band.UNLIMITED),
                    new Band(columns / 3, true, 3),
                    // rows that see nothing, before and after all columns
                    new Band(-5, true, Band.UNLIMITED),
                    new Band(columns + 5, false, 3),
                    new Band(0, false, 2))) {
                add("softmax of extremes, " + columns + ", " + band, b -> {
                    Buffer d = b.allocate(rows * columns);
                    b.rows().softmax(d, buffer(b, rows(rows, columns, columns)), band, rows, columns);
                    return List.of(d);
                });
            }
        }
        add("softmax of minus infinity alone", b -> {
            Buffer d = b.allocate(2 * 70);
            b.fill(d, Double.NEGATIVE_INFINITY, 2 * 70);
            b.rows().softmax(d, d, new Band(40, true, Band.UNLIMITED), 2, 70);
            return List.of(d);
        });
    }

    private void products() {
        double[] left = new double[20 * 70];
        double[] right = new double[70 * 33];
        Arrays.setAll(left, i -> (i % 13 - 6) / 8.0);
        Arrays.setAll(right, i -> (i % 7 - 3) / 4.0);
        // rows 1 to 3 and columns 4 to 6 are what extremes make of them
        for (int i = 0; i < 3; i++) {
            left[70 * (i + 1) + 17 * i] = PLAIN[i];
            right[33 * 9 * i + 4 + i] = PLAIN[i];
        }
        add("a product of extremes", b -> {
            Buffer c = b.allocate(20 * 33);
            b.matrices()
                    .gemm(
                            MatrixView.of(c, 0, 20, 33, 33),
                            MatrixView.of(buffer(b, left), 0, 20, 70, 70),
                            MatrixView.of(buffer(b, right), 0, 70, 33, 33),
                            1,
                            0);
            return List.of(c);
        });
    }

    private void nothing() {
        add("calls that have nothing to do", b -> {
            Buffer d = buffer(b, 1, 2, 3);
            Buffer x = buffer(b, 4, 5, 6);
            var none = b.loadIndex(new int[0]);
            b.fill(d, 9, 0);
            b.elements().add(d, x, x, 0);
            b.elements().scale(d, x, 2, 0);
            b.elements().activation(Activation.SILU, d, x, 0);
            b.elements().elementary(Elementary.EXP, d, x, 0);
            b.elements().power(d, x, 2, 0);
            b.elements().multiply(d, x, x, none, 0, 3);
            b.elements().multiply(d, x, x, null, 3, 0);
            b.rows().addVector(d, x, x, 0, 3);
            b.rows().rowDot(d, x, x, none, 0, 3);
            b.movement().gatherRows(d, x, none, 3);
            b.movement().scatterAddRows(d, none, x, 3);
            b.movement().gatherColumns(d, x, none, 3, 1);
            b.movement().sumRows(d, x, b.loadIndex(new int[] {0}), none, 3);
            b.reductions().sum(d, x, 0, 3, 1);
            b.reductions().repeat(d, x, 1, 0, 3);
            b.reductions().max(d, d, x, 0, 3, 1);
            b.reductions().place(d, x, x, null, 0, 1, 3, 1);
            b.rows().rope(d, x, x, x, null, false, 0, 1, 2);
            b.rows().softmax(d, x, new Band(0, true, 1), 0, 3);
            b.rows().softmaxGradient(d, x, x, 0, 3);
            b.movement().copy(MatrixView.of(d, 0, 0, 3, 3), MatrixView.of(x, 0, 0, 3, 3));
            b.movement()
                    .copy(
                            MatrixView.of(d, 0, 3, 0, 1),
                            MatrixView.of(x, 0, 0, 3, 3).transpose());
            b.matrices()
                    .gemm(
                            MatrixView.of(d, 0, 0, 3, 3),
                            MatrixView.of(x, 0, 0, 1, 1),
                            MatrixView.of(x, 0, 1, 3, 3),
                            1,
                            0);
            return List.of(d);
        });
        add("sums of nothing are 0", b -> {
            Buffer x = buffer(b, 4, 5, 6);
            Buffer sums = buffer(b, 7, 8, 9);
            Buffer dots = buffer(b, 7, 8, 9);
            Buffer product = buffer(b, 7, 8, 9);
            Buffer lists = buffer(b, 7, 8, 9);
            b.reductions().sum(sums, x, 3, 0, 1);
            b.rows().rowDot(dots, x, x, null, 3, 0);
            b.matrices()
                    .gemm(
                            MatrixView.of(product, 0, 1, 3, 3),
                            MatrixView.of(x, 0, 1, 0, 0),
                            MatrixView.of(x, 0, 0, 3, 3),
                            1,
                            0);
            b.movement().sumRows(lists, x, b.loadIndex(new int[] {0, 0, 0, 0}), b.loadIndex(new int[0]), 1);
            return List.of(sums, dots, product, lists);
        });
    }

    /** Overwrites a source. */
    private interface Overwriting {
        void run(Backend b, Buffer d, Buffer other, int rows, int columns);
    }

    private void overwrite(String name, Overwriting kernel) {
        int rows = 7;
        int columns = 302;
        double[] first = new double[rows * columns];
        double[] second = new double[rows * columns];
        Arrays.setAll(first, i -> (float) Math.sin(i));
        Arrays.setAll(second, i -> (float) (1.5 + Math.cos(i)));
        add(name + " in place", b -> {
            Buffer d = buffer(b, first);
            kernel.run(b, d, buffer(b, second), rows, columns);
            return List.of(d);
        });
    }

    private void inPlace() {
        overwrite("add", (b, d, x, r, c) -> b.elements().add(d, d, d, (long) r * c));
        overwrite("multiply", (b, d, x, r, c) -> b.elements().multiply(d, d, x, null, r, c));
        overwrite("multiply by itself", (b, d, x, r, c) -> b.elements().multiply(d, d, d, null, r, c));
        overwrite("divide", (b, d, x, r, c) -> b.elements().divide(d, x, d, null, r, c));
        overwrite("secantGradient", (b, d, x, r, c) -> b.elements().secantGradient(d, d, x, x, null, 1e-10, r, c));
        overwrite(
                "activationGradient",
                (b, d, x, r, c) -> b.elements().activationGradient(Activation.SILU, d, d, d, null, r, c));
        overwrite("scaleRows", (b, d, x, r, c) -> b.rows().scaleRows(d, d, x, null, r, c));
        overwrite("addVector", (b, d, x, r, c) -> b.rows().addVector(d, d, x, r, c));
        overwrite("multiplyVector", (b, d, x, r, c) -> b.rows().multiplyVector(d, d, x, 1, r, c));
        overwrite("rope", (b, d, x, r, c) -> b.rows().rope(d, d, x, x, null, true, r, 1, c));
        overwrite("softmax", (b, d, x, r, c) -> b.rows().softmax(d, d, new Band(200, true, 100), r, c));
        overwrite("softmaxGradient", (b, d, x, r, c) -> b.rows().softmaxGradient(d, x, d, r, c));
        overwrite("power", (b, d, x, r, c) -> b.elements().power(d, d, 3, (long) r * c));
        overwrite(
                "gammaGradient", (b, d, x, r, c) -> Kernels.gamma(b).gammaGradient(d, d, d, x, null, 0.5, 1e-10, r, c));
    }
}
