// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.weight.Weight;

/**
 * A function of watched matrices, run once in strict mode and float64, with a gradient of the whole output sent back:
 * one seed for each row of it.
 */
final class Run {
    static final Backend FLOAT64 = Backends.named("scalar-f64", new BackendOptions(1));

    /** A matrix of plain numbers. */
    record Matrix(int rows, int columns, double[] values) {
        static Matrix random(Random random, int rows, int columns) {
            return new Matrix(
                    rows,
                    columns,
                    DoubleStream.generate(random::nextGaussian)
                            .limit((long) rows * columns)
                            .toArray());
        }

        Tensor constant(Scope scope) {
            return scope.constant(Shape.of(rows, columns), values);
        }

        Weight weight() {
            return Weight.of("weight", values, rows, columns);
        }

        double at(int row, int column) {
            return values[row * columns + column];
        }

        /** This times the transpose of {@code w}: a linear layer. */
        Matrix linear(Matrix w) {
            double[] product = new double[rows * w.rows];
            for (int r = 0; r < rows; r++) {
                for (int o = 0; o < w.rows; o++) {
                    for (int i = 0; i < columns; i++) {
                        product[r * w.rows + o] += at(r, i) * w.at(o, i);
                    }
                }
            }
            return new Matrix(rows, w.rows, product);
        }

        /** This times {@code w}: the gradient of a linear layer. */
        Matrix times(Matrix w) {
            double[] product = new double[rows * w.columns];
            for (int r = 0; r < rows; r++) {
                for (int o = 0; o < w.rows; o++) {
                    for (int i = 0; i < w.columns; i++) {
                        product[r * w.columns + i] += at(r, o) * w.at(o, i);
                    }
                }
            }
            return new Matrix(rows, w.columns, product);
        }

        /** Element by element. */
        Matrix map(java.util.function.IntToDoubleFunction f) {
            return new Matrix(
                    rows,
                    columns,
                    IntStream.range(0, values.length).mapToDouble(f).toArray());
        }
    }

    /** The result, row by row. */
    final double[] output;
    /** The gradient at each input. */
    final List<double[]> gradients;

    private Run(double[] output, List<double[]> gradients) {
        this.output = output;
        this.gradients = gradients;
    }

    /** Runs {@code f} on the watched inputs and sends {@code g} back from its output. */
    static Run of(boolean strict, List<Matrix> inputs, Matrix g, Function<List<Tensor>, Tensor> f) {
        try (Scope scope = Scope.open(FLOAT64, new ScopeOptions(strict, false))) {
            List<Tensor> x =
                    inputs.stream().map(m -> scope.watch(m.constant(scope))).toList();
            Tensor y = f.apply(x);
            List<Seed> seeds = IntStream.range(0, g.rows())
                    .mapToObj(r -> Seed.weighted(y, r, row(g, r), 0))
                    .toList();
            Gradients back = scope.backward(seeds);
            return new Run(
                    y.toDoubles(), x.stream().map(t -> sum(back, t, g.rows())).toList());
        }
    }

    private static Map<Integer, Double> row(Matrix g, int r) {
        return IntStream.range(0, g.columns())
                .boxed()
                .collect(java.util.stream.Collectors.toMap(Function.identity(), c -> g.at(r, c)));
    }

    /** Gradients are linear: that of the whole output is the sum of those of its rows. */
    private static double[] sum(Gradients back, Tensor input, int seeds) {
        double[] sum = new double[Math.toIntExact(input.size())];
        for (int s = 0; s < seeds; s++) {
            double[] part = back.gradient(input, s);
            Arrays.setAll(sum, i -> sum[i] + part[i]);
        }
        return sum;
    }
}
