// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.GammaKernels;
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
import org.lxt.tensor.host.Sharing;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.vector.attention.StripMath;
import org.lxt.tensor.vector.attention.VectorAttention;
import org.lxt.tensor.vector.hardware.Hardware;
import org.lxt.tensor.vector.matrix.MatrixProduct;
import org.lxt.tensor.vector.matrix.VectorGamma;
import org.lxt.tensor.vector.pack.PackMemory;
import org.lxt.tensor.vector.pack.PackedWeight;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.reduction.Rowwise;
import org.lxt.tensor.vector.skinny.RowsInPlace;
import org.lxt.tensor.vector.tile.Tiles;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** Holds memory, threads and the kernels; the arithmetic is in the packages below. */
final class VectorBackend implements Backend {
    private final String name;
    private final HostMemory memory = new HostMemory(DType.F32);
    private final ThreadLocal<Scratch> scratches;
    private final KernelChoice choice;
    private final Precision precision;
    private final Workers workers;
    private final Sharing sharing;
    private final PackMemory packMemory;
    private final Rowwise rowwise;
    private final MatrixKernels matrices;
    private final ElementKernels elements;
    private final RowKernels rows;
    private final MovementKernels movement;
    private final ReductionKernels reductions;
    private final Map<Class<?>, Object> optional;

    VectorBackend(String name, BackendOptions options) {
        this.name = name;
        this.workers = new Workers(options);
        this.sharing = new Sharing(workers);
        this.choice = KernelChoice.of(options.kernels(), options.precision());
        this.precision = options.precision();
        Tiles tiles = Tiles.of(choice);
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(tiles));
        MatrixProduct product = new MatrixProduct(tiles, workers, scratches);
        Tiles rounded = tiles.rounded(choice, precision);
        this.packMemory = new PackMemory(rounded, options.packMemory());
        MatrixProduct weights = rounded == tiles
                ? product
                : new MatrixProduct(rounded, workers, ThreadLocal.withInitial(() -> new Scratch(rounded)));
        this.rowwise = Rowwise.of(choice);
        this.matrices = new VectorMatrices(
                product,
                weights,
                RowsInPlace.of(choice, rounded.bf16() != null),
                memory,
                rowwise,
                sharing,
                workers,
                scratches);
        this.elements = new VectorElements(
                sharing, rowwise, choice.kernels(CurveRuns.class).orElse(null));
        this.rows = new VectorRows(sharing, rowwise);
        this.movement = new VectorMovement(sharing, rowwise);
        this.reductions = new VectorReductions(sharing, rowwise);
        this.optional = Map.of(
                AttentionKernels.class, new VectorAttention(this, workers, scratches, StripMath.of(choice, rowwise)),
                GammaKernels.class, new VectorGamma(sharing, rowwise, weights));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean compilesLate() {
        return true;
    }

    @Override
    public boolean needsOptimisingCompiler() {
        return choice.name().equals(BackendOptions.NO_KERNELS);
    }

    @Override
    public String description() {
        return name + " (" + Hardware.width() + ", " + kernels() + rounding() + workers.threads() + " threads)";
    }

    private String kernels() {
        return needsOptimisingCompiler() ? "" : "kernels " + choice.name() + ", ";
    }

    private String rounding() {
        return precision == Precision.FLOAT32 ? "" : precision.label() + ", ";
    }

    @Override
    public DType computeType() {
        return DType.F32;
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
    public <K> Optional<K> kernels(Class<K> group) {
        return Optional.ofNullable(group.cast(optional.get(group)));
    }

    @Override
    public Buffer allocate(long size) {
        return memory.allocate(size);
    }

    @Override
    public void free(Buffer buffer) {
        memory.free((HostBuffer) buffer);
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
        MemorySegment d = segment(destination).asSlice(0, 4 * size);
        if (Float.floatToRawIntBits((float) value) == 0) {
            d.fill((byte) 0);
        } else {
            StridedRows one = StridedRows.one(MemorySegment.ofArray(new float[] {(float) value}), 0);
            sharing.runs(
                    size,
                    1,
                    (at, n) ->
                            rowwise.compute(RowOperation.REPEAT, StridedRows.one(d, at), one, StridedRows.NONE, 1, n));
        }
    }

    @Override
    public WeightHandle loadWeight(WeightData data) {
        if (data.segment().isNative()) {
            return new PackedWeight(data, packMemory);
        }
        // the kernels read native memory only: with arrays among their arguments all loads would be slower
        MemorySegment copy = Arena.ofAuto().allocate(data.segment().byteSize(), 64);
        copy.copyFrom(data.segment());
        WeightData copied = new WeightData(
                copy,
                data.encoding(),
                data.offset(),
                data.rows(),
                data.columns(),
                data.rowStride(),
                data.columnStride());
        return new PackedWeight(copied, packMemory);
    }

    @Override
    public void freeWeight(WeightHandle weight) {
        // the weight itself stays where it is stored; a copy goes with its last reader
        ((PackedWeight) weight).free();
    }

    @Override
    public void close() {
        workers.close();
        packMemory.close();
        memory.close();
    }
}
