// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;

/** Calls of the kernels that put numbers elsewhere or add up some of them. */
final class MovementKernelCases {
    private final List<KernelCase> cases = new ArrayList<>();

    private MovementKernelCases() {}

    /** Cases around a length of rows. */
    static List<KernelCase> ofSize(int size) {
        MovementKernelCases all = new MovementKernelCases();
        all.copies(size);
        all.rows(size);
        all.columns(size);
        return all.cases;
    }

    private void add(String name, int size, double tolerance, BiFunction<Backend, Inputs, double[]> run) {
        long seed = name.hashCode() * 31L + size;
        cases.add(new KernelCase(name + " " + size, tolerance, b -> run.apply(b, new Inputs(seed))));
    }

    private void copies(int n) {
        int rows = 37;
        for (boolean to : new boolean[] {false, true}) {
            for (boolean from : new boolean[] {false, true}) {
                add("copy" + (from ? " from turned" : "") + (to ? " to turned" : ""), n, 0, (b, in) -> {
                    MatrixView source = view(in.buffer(b, 5 + (rows + 3) * (n + 3)), 5, rows, n, from);
                    MatrixView destination = view(in.buffer(b, 2 + (rows + 3) * (n + 3)), 2, rows, n, to);
                    b.movement().copy(destination, source);
                    // all of the memory: what lies between the rows must stay as it was
                    return Inputs.read(
                            b,
                            destination.buffer(),
                            Math.toIntExact(destination.buffer().size()));
                });
            }
        }
    }

    private static MatrixView view(Buffer buffer, int offset, int rows, int columns, boolean transposed) {
        return new MatrixView(buffer, offset, rows, columns, (transposed ? rows : columns) + 3, transposed);
    }

    private void rows(int n) {
        add("gatherRows", n, 0, (b, in) -> {
            Buffer d = Inputs.rubbish(b, 6 * n);
            b.movement().gatherRows(d, in.buffer(b, 4 * n), in.rows(b, 6, 4), n);
            return Inputs.read(b, d, 6 * n);
        });
        add("scatterAddRows", n, 1e-6, (b, in) -> {
            Buffer d = in.buffer(b, 6 * n);
            b.movement().scatterAddRows(d, b.loadIndex(new int[] {4, 0, 3}), in.buffer(b, 3 * n), n);
            return Inputs.read(b, d, 6 * n);
        });
        add("sumRows", n, 1e-6, (b, in) -> {
            int[] starts = {0, 0, 1, 6, 6, 9, 10, 11, 13, 13, 14, 15, 17, 19};
            Buffer d = Inputs.rubbish(b, 13 * n);
            b.movement().sumRows(d, in.buffer(b, 4 * n), b.loadIndex(starts), in.rows(b, 19, 4), n);
            return Inputs.read(b, d, 13 * n);
        });
    }

    private void columns(int n) {
        int rows = 13;
        int width = n + 2;
        add("gatherColumns", n, 0, (b, in) -> {
            int[] columns = in.numbers(n, width + 1);
            for (int i = 0; i < n; i++) {
                columns[i]--;
            }
            Buffer d = Inputs.rubbish(b, rows * n);
            b.movement().gatherColumns(d, in.buffer(b, rows * width), b.loadIndex(columns), rows, width);
            return Inputs.read(b, d, rows * n);
        });
        add("sumColumns", n, 1e-6, (b, in) -> {
            int[] starts = new int[n + 1];
            for (int i = 0; i < n; i++) {
                starts[i + 1] = starts[i] + in.below(5);
            }
            Buffer d = Inputs.rubbish(b, rows * n);
            b.movement()
                    .sumColumns(
                            d,
                            in.buffer(b, rows * width),
                            b.loadIndex(starts),
                            in.rows(b, starts[n], width),
                            rows,
                            width);
            return Inputs.read(b, d, rows * n);
        });
    }
}
