package org.lxt.tensor.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Buffer;
import org.lxt.tensor.backend.WeightData;
import org.lxt.tensor.backend.WeightHandle;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.StoredWeight;
import org.lxt.tensor.host.Workers;

/** The kernels of the gamma rule, and the matrix product that they share with all others. */
abstract class VectorGamma extends VectorReductions {
    protected final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);
    protected final MatrixProduct product;

    VectorGamma(Workers workers) {
        super(workers);
        this.product = new MatrixProduct(workers, scratches);
    }

    @Override
    public void magnitudeLinear(
            Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle weight, int outputs, int inputs) {
        WeightData w = ((StoredWeight) weight).data();
        product.runWithMagnitudes(
                Operand.dense((HostBuffer) y, rows, outputs),
                Operand.dense((HostBuffer) magnitude, rows, outputs),
                Operand.dense((HostBuffer) x, rows, inputs),
                Operand.of(w).transpose());
        if (RowDots.suits(rows, w)) {
            // a layer gives the same to the bit with and without its rule, as when it is computed again
            linear(y, x, rows, weight);
        }
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
        product.runBesideMagnitudes(
                Operand.dense((HostBuffer) gx, rows, inputs),
                Operand.dense((HostBuffer) g, rows, outputs),
                Operand.dense((HostBuffer) gMagnitude, rows, inputs),
                Operand.dense((HostBuffer) signed, rows, outputs),
                Operand.of(((StoredWeight) weight).data()));
    }

    @Override
    public void gammaFactors(
            Buffer factors, Buffer signed, Buffer y, Buffer magnitude, double gamma, double stabilizer, int size) {
        MemorySegment f = segment(factors);
        MemorySegment s = segment(signed);
        MemorySegment hy = segment(y);
        MemorySegment m = segment(magnitude);
        float half = (float) (gamma / 2);
        runs(size, 4, (at, n) -> GammaKernels.factors(f, s, hy, m, at, half, (float) stabilizer, n));
    }

    @Override
    public void gammaGradient(
            Buffer gx,
            Buffer u,
            Buffer v,
            Buffer x,
            int @Nullable [] xRows,
            double gamma,
            double epsilon,
            int rows,
            int columns) {
        MemorySegment d = segment(gx);
        MemorySegment hu = segment(u);
        MemorySegment hv = segment(v);
        MemorySegment hx = segment(x);
        float half = (float) (gamma / 2);
        mapped(
                xRows,
                rows,
                columns,
                4,
                (at, from, n) -> GammaKernels.gradient(d, at, hu, hv, hx, from, half, (float) epsilon, n));
    }
}
