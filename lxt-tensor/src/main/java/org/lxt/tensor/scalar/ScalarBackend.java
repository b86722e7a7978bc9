// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import java.lang.foreign.MemorySegment;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.HostMemory;
import org.lxt.tensor.host.StoredWeight;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * Every kernel as its definition reads, in plain Java: the yardstick for the other backends, and what runs where they
 * cannot. Arithmetic is in double; only what is stored is rounded to the compute type.
 */
final class ScalarBackend implements Backend {
    private final String name;
    private final DType type;
    private final HostMemory memory;
    private final Workers workers;
    private final MatrixKernels matrices;
    private final ElementKernels elements = new ScalarElements();
    private final RowKernels rows = new ScalarRows();
    private final MovementKernels movement = new ScalarMovement();
    private final ReductionKernels reductions = new ScalarReductions();

    ScalarBackend(String name, DType type, BackendOptions options) {
        this.workers = new Workers(options);
        this.matrices = new ScalarMatrices(workers);
        this.name = name;
        this.type = type;
        this.memory = new HostMemory(type);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean needsOptimisingCompiler() {
        return true;
    }

    @Override
    public String description() {
        return name + " (plain Java, " + type + ", " + workers.threads() + " threads)";
    }

    @Override
    public DType computeType() {
        return type;
    }

    @Override
    public MatrixKernels matrices() {
        return matrices;
    }

    @Override
    public ElementKernels elements() {
        return elements;
    }

    @Override
    public RowKernels rows() {
        return rows;
    }

    @Override
    public MovementKernels movement() {
        return movement;
    }

    @Override
    public ReductionKernels reductions() {
        return reductions;
    }

    @Override
    public Buffer allocate(long size) {
        return memory.allocate(size);
    }

    @Override
    public void free(Buffer buffer) {
        memory.free(HostBuffer.of(buffer));
    }

    @Override
    public void write(Buffer destination, long offset, MemorySegment source, DType type) {
        HostBuffer.of(destination).write(offset, source, type);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment destination, DType type) {
        HostBuffer.of(source).read(offset, destination, type);
    }

    @Override
    public Index loadIndex(int[] values) {
        return new HostIndex(values);
    }

    @Override
    public void freeIndex(Index index) {
        // the array is the caller's
    }

    @Override
    public void fill(Buffer destination, double value, long size) {
        HostBuffer d = HostBuffer.of(destination);
        for (long i = 0; i < size; i++) {
            d.set(i, value);
        }
    }

    @Override
    public WeightHandle loadWeight(WeightData data) {
        return new StoredWeight(data);
    }

    @Override
    public void freeWeight(WeightHandle weight) {
        // nothing was made: the weight stays where it is stored
    }

    @Override
    public void close() {
        workers.close();
        memory.close();
    }
}
