// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * Another backend whose numbers and weights are rounded to bfloat16 when they come in: with float64 inside, what a product in that
 * precision is by definition.
 */
public record RoundedInputs(Backend inner) implements Backend {
    /** Products with weights, the only kernels that compute in that precision. */
    public static List<KernelCase> cases(long seed) {
        return Stream.concat(ProductCases.sample(seed, 30, 400_000).stream(), ProductCases.large().stream())
                .filter(c -> c.name().matches("(linear|gradients).*"))
                .toList();
    }

    /** The nearest number of bfloat16, by arithmetic: 8 bits of significand, ties to even. */
    static double rounded(double value) {
        if (value == 0) {
            return value;
        }
        double unit = Math.scalb(1.0, Math.getExponent(value) - 7);
        return Math.rint(value / unit) * unit;
    }

    @Override
    public void write(Buffer destination, long offset, MemorySegment source, DType type) {
        throw new UnsupportedOperationException("inputs are arrays of double");
    }

    @Override
    public void write(Buffer destination, double[] source) {
        double[] values = new double[source.length];
        for (int i = 0; i < source.length; i++) {
            values[i] = rounded(source[i]);
        }
        inner.write(destination, values);
    }

    @Override
    public WeightHandle loadWeight(WeightData w) {
        Arena arena = Arena.ofAuto();
        long elements = (long) w.rows() * w.columns();
        MemorySegment memory = arena.allocate(8 * elements, 8);
        double[] row = new double[w.columns()];
        WeightHandle handle = inner.loadWeight(w);
        Buffer buffer = inner.allocate(w.columns());
        for (int i = 0; i < w.rows(); i++) {
            Index index = inner.loadIndex(new int[] {i});
            inner.matrices().weightRows(buffer, handle, index);
            inner.read(buffer, 0, row);
            for (int j = 0; j < row.length; j++) {
                Inputs.put(memory, Encoding.F64, (long) i * w.columns() + j, (float) rounded(row[j]));
            }
        }
        inner.free(buffer);
        inner.freeWeight(handle);
        return inner.loadWeight(new WeightData(memory, Encoding.F64, 0, w.rows(), w.columns(), w.columns(), 1));
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String description() {
        return inner.description();
    }

    @Override
    public DType computeType() {
        return inner.computeType();
    }

    @Override
    public MatrixKernels matrices() {
        return inner.matrices();
    }

    @Override
    public ElementKernels elements() {
        return inner.elements();
    }

    @Override
    public RowKernels rows() {
        return inner.rows();
    }

    @Override
    public MovementKernels movement() {
        return inner.movement();
    }

    @Override
    public ReductionKernels reductions() {
        return inner.reductions();
    }

    @Override
    public <K> Optional<K> kernels(Class<K> group) {
        return inner.kernels(group);
    }

    @Override
    public Buffer allocate(long size) {
        return inner.allocate(size);
    }

    @Override
    public void free(Buffer buffer) {
        inner.free(buffer);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment destination, DType type) {
        inner.read(source, offset, destination, type);
    }

    @Override
    public Index loadIndex(int[] values) {
        return inner.loadIndex(values);
    }

    @Override
    public void freeIndex(Index index) {
        inner.freeIndex(index);
    }

    @Override
    public void fill(Buffer destination, double value, long size) {
        inner.fill(destination, value, size);
    }

    @Override
    public void freeWeight(WeightHandle weight) {
        inner.freeWeight(weight);
    }

    @Override
    public void close() {
        inner.close();
    }
}
