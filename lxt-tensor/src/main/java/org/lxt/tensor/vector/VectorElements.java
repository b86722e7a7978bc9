package org.lxt.tensor.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Buffer;
import org.lxt.tensor.backend.Elementary;
import org.lxt.tensor.host.Workers;

/** Quotients and elementary functions, and how kernels that go element by element share their work. */
abstract class VectorElements extends VectorMovement {
    /** Elements of one run where a kernel knows no rows. */
    private static final int RUN = 4096;

    /** What computing an exponential costs, in additions. */
    protected static final int CURVE_COST = 16;

    VectorElements(Workers workers) {
        super(workers);
    }

    @Override
    public void divide(Buffer destination, Buffer a, Buffer b, int @Nullable [] bRows, int rows, int columns) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment q = segment(b);
        mapped(bRows, rows, columns, 4, (at, from, n) -> Arithmetic.divide(d, at, p, at, q, from, n));
    }

    @Override
    public void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        runs(size, CURVE_COST, (at, n) -> Elementaries.run(f, d, at, p, at, n));
    }

    @Override
    public void power(Buffer destination, Buffer x, double exponent, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        runs(size, CURVE_COST, (at, n) -> Elementaries.power(d, at, p, at, exponent, n));
    }

    /** A kernel on {@code n} elements from a byte position on. */
    @FunctionalInterface
    protected interface Run {
        /** Computes them. */
        void accept(long at, int n);
    }

    /** The same with the position in an operand whose rows are mapped. */
    @FunctionalInterface
    protected interface MappedRun {
        /** Computes them. */
        void accept(long at, long mappedAt, int n);
    }

    /** Shares runs of elements among the threads. */
    protected final void runs(long size, int cost, Run kernel) {
        int count = Math.toIntExact((size + RUN - 1) / RUN);
        workers.forRanges(count, 1, (long) cost * RUN, (from, to) -> {
            for (int i = from; i < to; i++) {
                long first = (long) i * RUN;
                kernel.accept(4 * first, (int) Math.min(RUN, size - first));
            }
        });
    }

    /** Shares rows among the threads, or runs of elements where no rows are mapped. */
    protected final void mapped(int @Nullable [] map, int rows, int columns, int cost, MappedRun kernel) {
        if (map == null) {
            runs((long) rows * columns, cost, (at, n) -> kernel.accept(at, at, n));
            return;
        }
        workers.forRanges(rows, 1, (long) cost * columns, (from, to) -> {
            for (int r = from; r < to; r++) {
                kernel.accept(4L * r * columns, 4L * map[r] * columns, columns);
            }
        });
    }

    /** The row of a mapped operand. */
    protected static long row(int @Nullable [] rows, int index) {
        return rows == null ? index : rows[index];
    }
}
