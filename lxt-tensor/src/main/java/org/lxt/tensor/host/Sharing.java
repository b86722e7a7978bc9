// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.processor.StridedRows;

/** How kernels that go element by element or row by row share their work among the threads. */
public record Sharing(Workers workers) {
    /** What computing an exponential costs, in additions. */
    public static final int CURVE_COST = 16;

    /** Elements of one run where a kernel knows no rows. */
    private static final int RUN = 4096;

    /** A kernel on {@code n} elements from a byte position on. */
    @FunctionalInterface
    public interface Run {
        /** Computes them. */
        void accept(long at, int n);
    }

    /** The same with the position in an operand whose rows are mapped. */
    @FunctionalInterface
    public interface MappedRun {
        /** Computes them. */
        void accept(long at, long mappedAt, int n);
    }

    /** A kernel on one row. */
    @FunctionalInterface
    public interface Row {
        /** Computes it. */
        void accept(int row);
    }

    /** Shares runs of elements. */
    public void runs(long size, int cost, Run kernel) {
        int count = Math.toIntExact((size + RUN - 1) / RUN);
        workers.forRanges(count, 1, (long) cost * RUN, (from, to) -> {
            for (int i = from; i < to; i++) {
                long first = (long) i * RUN;
                kernel.accept(4 * first, (int) Math.min(RUN, size - first));
            }
        });
    }

    /** Shares rows, or runs of elements where no rows are mapped. */
    public void mapped(int @Nullable [] map, int rows, int columns, int cost, MappedRun kernel) {
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

    /** Shares rows. */
    public void rows(int rows, int columns, Row kernel) {
        workers.forRanges(rows, 1, columns, (from, to) -> {
            for (int r = from; r < to; r++) {
                kernel.accept(r);
            }
        });
    }

    /** A kernel on {@code count} rows, which in a mapped operand follow each other, too. */
    @FunctionalInterface
    public interface Rows {
        /** Computes them. */
        void accept(int first, int mappedFirst, int count);
    }

    /** Shares rows, as many at a time as there are with mapped rows that follow each other. */
    public void rowRuns(int @Nullable [] map, int rows, int columns, int cost, Rows kernel) {
        workers.forRanges(rows, 1, (long) cost * columns, (from, to) -> {
            int first = from;
            while (first < to) {
                int end = map == null ? to : first + 1;
                while (map != null && end < to && map[end] == map[end - 1] + 1) {
                    end++;
                }
                kernel.accept(first, map == null ? first : map[first], end - first);
                first = end;
            }
        });
    }

    /** The row of a mapped operand. */
    public static long row(int @Nullable [] rows, int index) {
        return rows == null ? index : rows[index];
    }

    /** Dense rows of a buffer from one on. */
    public static StridedRows rows(Buffer buffer, long first, int columns) {
        return new StridedRows(segment(buffer), 4 * first * columns, 4L * columns);
    }

    /** The memory of a buffer. */
    public static MemorySegment segment(Buffer buffer) {
        return ((HostBuffer) buffer).segment();
    }
}
