package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.CURVE_COST;
import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.vector.element.Arithmetic;
import org.lxt.tensor.vector.element.Elementaries;

/** Quotients and elementary functions. */
abstract class VectorElements extends VectorMovement {
    VectorElements(Workers workers) {
        super(workers);
    }

    @Override
    public void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment q = segment(b);
        sharing.mapped(bRows, rows, columns, 4, (at, from, n) -> Arithmetic.divide(d, at, p, at, q, from, n));
    }

    @Override
    public void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        sharing.runs(size, CURVE_COST, (at, n) -> Elementaries.run(f, d, at, p, at, n));
    }

    @Override
    public void power(Buffer destination, Buffer x, double exponent, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        sharing.runs(size, CURVE_COST, (at, n) -> Elementaries.power(d, at, p, at, exponent, n));
    }
}
