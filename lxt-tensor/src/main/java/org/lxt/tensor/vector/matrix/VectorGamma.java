// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.matrix;

import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.PackedWeight;
import org.lxt.tensor.vector.reduction.Rowwise;
import org.lxt.tensor.weight.WeightHandle;

/** The gamma rule, both products in one pass over the weight. */
public record VectorGamma(Sharing sharing, Rowwise rowwise, MatrixProduct product) implements GammaKernels {
    @Override
    public void magnitudeLinear(
            Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle weight, int outputs, int inputs) {
        PackedWeight packed = (PackedWeight) weight;
        product.runWithMagnitudes(
                Operand.dense((HostBuffer) y, rows, outputs),
                Operand.dense((HostBuffer) magnitude, rows, outputs),
                Operand.dense((HostBuffer) x, rows, inputs),
                packed.operand().transpose(),
                packed.forward());
    }

    @Override
    public void magnitudeLinearGradient(
            Buffer gx,
            Buffer gMagnitude,
            Buffer g,
            Buffer signed,
            int rows,
            WeightHandle weight,
            int outputs,
            int inputs) {
        PackedWeight packed = (PackedWeight) weight;
        product.runBesideMagnitudes(
                Operand.dense((HostBuffer) gx, rows, inputs),
                Operand.dense((HostBuffer) g, rows, outputs),
                Operand.dense((HostBuffer) gMagnitude, rows, inputs),
                Operand.dense((HostBuffer) signed, rows, outputs),
                packed.operand(),
                packed.backward());
    }

    @Override
    public void gammaFactors(
            Buffer factors, Buffer signed, Buffer y, Buffer magnitude, double gamma, double stabilizer, int size) {
        MemorySegment f = segment(factors);
        MemorySegment s = segment(signed);
        MemorySegment hy = segment(y);
        MemorySegment m = segment(magnitude);
        float half = (float) (gamma / 2);
        sharing.runs(size, 4, (at, n) -> {
            StridedRows quotient = StridedRows.one(s, at);
            rowwise.compute(
                    RowOperation.GAMMA_FACTOR,
                    quotient,
                    StridedRows.one(hy, at),
                    StridedRows.one(m, at),
                    StridedRows.NONE,
                    half,
                    (float) stabilizer,
                    1,
                    n);
            rowwise.compute(RowOperation.MAGNITUDE, StridedRows.one(f, at), quotient, StridedRows.NONE, 1, n);
        });
    }

    @Override
    public void gammaGradient(
            Buffer gx,
            Buffer u,
            Buffer v,
            Buffer x,
            @Nullable Index xRowsIndex,
            double gamma,
            double epsilon,
            int rows,
            int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        MemorySegment d = segment(gx);
        MemorySegment hu = segment(u);
        MemorySegment hv = segment(v);
        MemorySegment hx = segment(x);
        float half = (float) (gamma / 2);
        sharing.mapped(
                xRows,
                rows,
                columns,
                4,
                (at, from, n) -> rowwise.compute(
                        RowOperation.GAMMA_GRADIENT,
                        StridedRows.one(d, at),
                        StridedRows.one(hu, at),
                        StridedRows.one(hv, at),
                        StridedRows.one(hx, from),
                        half,
                        (float) epsilon,
                        1,
                        n));
    }
}
