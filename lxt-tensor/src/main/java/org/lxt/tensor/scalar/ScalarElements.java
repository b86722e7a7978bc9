package org.lxt.tensor.scalar;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Workers;

/** Quotients and elementary functions, as their definitions read. */
abstract class ScalarElements extends ScalarMovement {
    ScalarElements(Workers workers) {
        super(workers);
    }

    @Override
    public void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        HostBuffer d = (HostBuffer) destination;
        HostBuffer p = (HostBuffer) a;
        HostBuffer q = (HostBuffer) b;
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = (bRows == null ? r : (long) bRows[r]) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) / q.get(from + c));
            }
        }
    }

    @Override
    public void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        HostBuffer d = (HostBuffer) destination;
        HostBuffer p = (HostBuffer) x;
        for (long i = 0; i < size; i++) {
            d.set(
                    i,
                    switch (f) {
                        case EXP -> StrictMath.exp(p.get(i));
                        case LOG -> StrictMath.log(p.get(i));
                        case SQRT -> StrictMath.sqrt(p.get(i));
                    });
        }
    }

    @Override
    public void power(Buffer destination, Buffer x, double exponent, long size) {
        HostBuffer d = (HostBuffer) destination;
        HostBuffer p = (HostBuffer) x;
        for (long i = 0; i < size; i++) {
            d.set(i, StrictMath.pow(p.get(i), exponent));
        }
    }
}
