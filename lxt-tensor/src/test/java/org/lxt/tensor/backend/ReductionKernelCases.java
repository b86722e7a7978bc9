// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** Calls of the kernels along an axis, and of quotients, elementary functions and powers. */
final class ReductionKernelCases {
    private static final double ROUNDING = 1e-6;

    private final List<KernelCase> cases = new ArrayList<>();

    private ReductionKernelCases() {}

    /** Cases around a length of rows or runs. */
    static List<KernelCase> ofSize(int size) {
        ReductionKernelCases all = new ReductionKernelCases();
        all.along(size, 1);
        all.along(9, size);
        all.along(size, 17);
        all.ties(size, 1);
        all.ties(size, 19);
        all.quotients(size);
        all.functions(size);
        all.ends();
        return all.cases;
    }

    private void add(String name, int size, double tolerance, BiFunction<Backend, Inputs, double[]> run) {
        long seed = name.hashCode() * 31L + size;
        cases.add(new KernelCase(name + " " + size, tolerance, b -> run.apply(b, new Inputs(seed))));
    }

    private void along(int length, int inner) {
        int outer = 2;
        int size = outer * length * inner;
        String where = " by " + inner;
        add("sum" + where, length, ROUNDING * Math.max(1, Math.sqrt(length) / 8), (b, in) -> {
            Buffer d = Inputs.rubbish(b, outer * inner);
            b.reductions().sum(d, in.buffer(b, size), outer, length, inner);
            return Inputs.read(b, d, outer * inner);
        });
        add("repeat" + where, length, 0, (b, in) -> {
            Buffer d = Inputs.rubbish(b, size);
            b.reductions().repeat(d, in.buffer(b, outer * inner), outer, length, inner);
            return Inputs.read(b, d, size);
        });
        add("max" + where, length, 0, (b, in) -> {
            Buffer values = Inputs.rubbish(b, outer * inner);
            Buffer positions = Inputs.rubbish(b, outer * inner);
            b.reductions().max(values, positions, in.buffer(b, size), outer, length, inner);
            return both(b, values, positions, outer * inner);
        });
        for (boolean mapped : new boolean[] {false, true}) {
            add("place" + where + (mapped ? " mapped" : ""), length, 0, (b, in) -> {
                int rows = 2;
                int sources = 4;
                double[] places = new double[sources * outer * inner];
                for (int i = 0; i < places.length; i++) {
                    places[i] = in.below(length);
                }
                Buffer d = Inputs.rubbish(b, rows * size);
                Buffer x = in.buffer(b, rows * outer * inner);
                Index map = mapped ? in.rows(b, rows, sources) : null;
                b.reductions().place(d, x, in.buffer(b, places), map, rows, outer, length, inner);
                return Inputs.read(b, d, rows * size);
            });
        }
    }

    /** Equal numbers, zeros of both signs and NaN: the first of the largest is one element only. */
    private void ties(int length, int inner) {
        for (boolean withNaN : new boolean[] {false, true}) {
            add("max of few numbers by " + inner + (withNaN ? " with NaN" : ""), length, 0, (b, in) -> {
                double[] few = {-1, -0.0, 0, 0, -0.0, withNaN ? Double.NaN : -2, -3, Double.NEGATIVE_INFINITY};
                double[] x = new double[2 * length * inner];
                for (int i = 0; i < x.length; i++) {
                    x[i] = few[in.below(few.length)];
                }
                Buffer values = Inputs.rubbish(b, 2 * inner);
                Buffer positions = Inputs.rubbish(b, 2 * inner);
                b.reductions().max(values, positions, in.buffer(b, x), 2, length, inner);
                return both(b, values, positions, 2 * inner);
            });
        }
    }

    private static double[] both(Backend b, Buffer values, Buffer positions, int size) {
        double[] all = new double[2 * size];
        System.arraycopy(Inputs.read(b, values, size), 0, all, 0, size);
        System.arraycopy(Inputs.read(b, positions, size), 0, all, size, size);
        return all;
    }

    private void quotients(int n) {
        int rows = 5;
        for (boolean mapped : new boolean[] {false, true}) {
            add("divide" + (mapped ? " mapped" : ""), n, ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows * n);
                Buffer divisor = in.buffer(b, in.uniform(rows * n, 0.1, 2));
                b.elements().divide(d, in.buffer(b, rows * n), divisor, mapped ? in.rows(b, rows, 4) : null, rows, n);
                return Inputs.read(b, d, rows * n);
            });
        }
    }

    private void functions(int n) {
        for (Elementary f : Elementary.values()) {
            for (double[] range : new double[][] {{0.9, 1.1}, {-3, 80}}) {
                add(f + " from " + range[0] + " to " + range[1], n, 4e-7, (b, in) -> {
                    Buffer d = Inputs.rubbish(b, n);
                    b.elements().elementary(f, d, in.buffer(b, in.uniform(n, range[0], range[1])), n);
                    return Inputs.read(b, d, n);
                });
            }
        }
        for (double exponent : new double[] {-3, 0, 0.3, 1, 2, 7, 8, 9}) {
            add("power " + exponent, n, ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, n);
                b.elements().power(d, in.buffer(b, in.uniform(n, -2, 3)), exponent, n);
                return Inputs.read(b, d, n);
            });
        }
    }

    private void ends() {
        double[] xs = {0, -0.0, 1, -1, 1e-40, -1e-40, 1e30, Float.MAX_VALUE, -104, 1.0 / 0, -1.0 / 0, Double.NaN};
        for (Elementary f : Elementary.values()) {
            add(f + " at the ends", xs.length, ROUNDING, (b, in) -> {
                Buffer d = in.buffer(b, xs);
                b.elements().elementary(f, d, d, xs.length);
                return Inputs.read(b, d, xs.length);
            });
        }
        for (double exponent : new double[] {-2, -1, 0, 0.5, 1, 3}) {
            add("power " + exponent + " at the ends", xs.length, ROUNDING, (b, in) -> {
                Buffer d = in.buffer(b, xs);
                b.elements().power(d, d, exponent, xs.length);
                // what overflows float32 does not overflow float64
                return DoubleStream.of(Inputs.read(b, d, xs.length))
                        .map(v -> (float) v)
                        .toArray();
            });
        }
    }
}
