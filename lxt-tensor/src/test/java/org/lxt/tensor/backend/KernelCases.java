// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.compose.Kernels;

/** Calls of every mandatory kernel that is not a matrix product. */
public final class KernelCases {
    private static final double ROUNDING = 1e-6;

    private final List<KernelCase> cases = new ArrayList<>();

    private KernelCases() {}

    /** Cases around a length of rows or runs. */
    public static List<KernelCase> ofSize(int size) {
        KernelCases all = new KernelCases();
        all.runs(size);
        for (Activation f : Activation.values()) {
            all.activations(f, size);
        }
        all.rows(size);
        all.cases.addAll(MovementKernelCases.ofSize(size));
        all.cases.addAll(ReductionKernelCases.ofSize(size));
        all.rope(size);
        all.softmax(size);
        return all.cases;
    }

    private void add(String name, int size, double tolerance, BiFunction<Backend, Inputs, double[]> run) {
        long seed = name.hashCode() * 31L + size;
        cases.add(new KernelCase(name + " " + size, tolerance, b -> run.apply(b, new Inputs(seed))));
    }

    private void runs(int n) {
        add("add", n, ROUNDING, (b, in) -> {
            Buffer d = Inputs.rubbish(b, n);
            b.elements().add(d, in.buffer(b, n), in.buffer(b, n), n);
            return Inputs.read(b, d, n);
        });
        add("scale in place", n, ROUNDING, (b, in) -> {
            Buffer d = in.buffer(b, n);
            b.elements().scale(d, d, 0.7, n);
            return Inputs.read(b, d, n);
        });
        add("fill", n, ROUNDING, (b, in) -> {
            Buffer d = Inputs.rubbish(b, n);
            b.fill(d, 0.3f, n);
            return Inputs.read(b, d, n);
        });
        add("read from an offset", n, 0, (b, in) -> {
            Buffer d = in.buffer(b, n);
            double[] values = new double[n - n / 3];
            b.read(d, n / 3, values);
            return values;
        });
        add("inverseRoot", n, ROUNDING, (b, in) -> {
            Buffer d = Inputs.rubbish(b, n);
            b.elements().inverseRoot(d, in.buffer(b, in.uniform(n, 0, 9)), 1.0 / 7, 1e-5, n);
            return Inputs.read(b, d, n);
        });
    }

    private void activations(Activation f, int n) {
        for (double range : new double[] {1, 6, 40}) {
            add(f + " to " + range, n, 3e-7, (b, in) -> {
                Buffer d = Inputs.rubbish(b, n);
                b.elements().activation(f, d, in.buffer(b, in.uniform(n, -range, range)), n);
                return Inputs.read(b, d, n);
            });
            add(f + " gradient to " + range, n, 6e-7, (b, in) -> {
                int rows = 3;
                Buffer d = Inputs.rubbish(b, rows * n);
                Buffer x = in.buffer(b, in.uniform(5 * n, -range, range));
                b.elements().activationGradient(f, d, in.buffer(b, rows * n), x, in.rows(b, rows, 5), rows, n);
                return Inputs.read(b, d, rows * n);
            });
        }
        add(f + " gradient of all rows", n, 6e-7, (b, in) -> {
            Buffer d = Inputs.rubbish(b, 2 * n);
            b.elements().activationGradient(f, d, in.buffer(b, 2 * n), in.buffer(b, 2 * n), null, 2, n);
            return Inputs.read(b, d, 2 * n);
        });
    }

    private void rows(int n) {
        int rows = 5;
        int sources = 4;
        for (boolean mapped : new boolean[] {false, true}) {
            String how = mapped ? " mapped" : "";
            add("multiply" + how, n, ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows * n);
                Index map = mapped ? in.rows(b, rows, sources) : null;
                b.elements().multiply(d, in.buffer(b, rows * n), in.buffer(b, rows * n), map, rows, n);
                return Inputs.read(b, d, rows * n);
            });
            add("secantGradient" + how, n, 2 * ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows * n);
                Buffer x = in.buffer(b, in.uniform(rows * n, 0.1, 2));
                Index map = mapped ? in.rows(b, rows, sources) : null;
                b.elements().secantGradient(d, in.buffer(b, rows * n), x, in.buffer(b, rows * n), map, 1e-10, rows, n);
                return Inputs.read(b, d, rows * n);
            });
            add("scaleRows" + how, n, ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows * n);
                Index map = mapped ? in.rows(b, rows, sources) : null;
                b.rows().scaleRows(d, in.buffer(b, rows * n), in.buffer(b, rows), map, rows, n);
                return Inputs.read(b, d, rows * n);
            });
            add("rowDot" + how, n, ROUNDING * Math.max(1, Math.sqrt(n) / 8), (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows);
                Index map = mapped ? in.rows(b, rows, sources) : null;
                b.rows().rowDot(d, in.buffer(b, rows * n), in.buffer(b, rows * n), map, rows, n);
                return Inputs.read(b, d, rows);
            });
        }
        for (boolean mapped : new boolean[] {false, true}) {
            add("gammaGradient" + (mapped ? " mapped" : ""), n, 3 * ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows * n);
                Buffer u = in.buffer(b, rows * n);
                Buffer v = in.buffer(b, rows * n);
                double[] x = in.uniform(rows * n, -1, 1);
                x[0] = 0;
                Index map = mapped ? in.rows(b, rows, sources) : null;
                Kernels.gamma(b).gammaGradient(d, u, v, in.buffer(b, x), map, 0.5, 1e-10, rows, n);
                return Inputs.read(b, d, rows * n);
            });
        }
        add("gammaFactors", n, 3 * ROUNDING, (b, in) -> {
            Buffer factors = Inputs.rubbish(b, n);
            Buffer magnitude = in.buffer(b, in.uniform(n, 0, 3));
            double[] y = in.uniform(n, -1, 1);
            y[0] = 0;
            Kernels.gamma(b).gammaFactors(factors, magnitude, in.buffer(b, y), magnitude, 0.5, 1e-6, n);
            double[] both = java.util.Arrays.copyOf(Inputs.read(b, factors, n), 2 * n);
            System.arraycopy(Inputs.read(b, magnitude, n), 0, both, n, n);
            return both;
        });
        add("addVector", n, ROUNDING, (b, in) -> {
            Buffer d = Inputs.rubbish(b, rows * n);
            b.rows().addVector(d, in.buffer(b, rows * n), in.buffer(b, n), rows, n);
            return Inputs.read(b, d, rows * n);
        });
        add("multiplyVector", n, ROUNDING, (b, in) -> {
            Buffer d = Inputs.rubbish(b, rows * n);
            b.rows().multiplyVector(d, in.buffer(b, rows * n), in.buffer(b, n), 1, rows, n);
            return Inputs.read(b, d, rows * n);
        });
    }

    private void rope(int n) {
        int heads = 3;
        int size = 2 * Math.min(n, 207);
        for (boolean inverse : new boolean[] {false, true}) {
            add("rope" + (inverse ? " inverse" : ""), n, ROUNDING, (b, in) -> {
                int rows = 5;
                Buffer d = Inputs.rubbish(b, rows * heads * size);
                Buffer cos = in.buffer(b, 7 * size / 2);
                Buffer sin = in.buffer(b, 7 * size / 2);
                Index map = inverse ? in.rows(b, rows, 7) : null;
                b.rows().rope(d, in.buffer(b, rows * heads * size), cos, sin, map, inverse, rows, heads, size);
                return Inputs.read(b, d, rows * heads * size);
            });
        }
    }

    private void softmax(int n) {
        Band[] bands = {
            new Band(0, false, Band.UNLIMITED),
            new Band(n / 2, true, Band.UNLIMITED),
            new Band(n - 3, true, 5),
            new Band(n / 2, false, 4)
        };
        int rows = 3;
        for (Band band : bands) {
            add("softmax " + band, n, ROUNDING, (b, in) -> {
                Buffer d = Inputs.rubbish(b, rows * n);
                b.rows().softmax(d, in.buffer(b, in.uniform(rows * n, -20, 20)), band, rows, n);
                return Inputs.read(b, d, rows * n);
            });
        }
        add("softmaxGradient", n, ROUNDING * Math.max(1, Math.sqrt(n) / 8), (b, in) -> {
            Buffer d = in.buffer(b, rows * n);
            b.rows().softmaxGradient(d, in.buffer(b, in.uniform(rows * n, 0, 1.0 / n)), d, rows, n);
            return Inputs.read(b, d, rows * n);
        });
    }
}
