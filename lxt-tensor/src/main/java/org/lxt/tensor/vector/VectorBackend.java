package org.lxt.tensor.vector;

import static org.lxt.tensor.host.Sharing.CURVE_COST;
import static org.lxt.tensor.host.Sharing.segment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.HostMemory;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.processor.KernelChoice;
import org.lxt.tensor.vector.attention.VectorAttention;
import org.lxt.tensor.vector.element.Activations;
import org.lxt.tensor.vector.element.Arithmetic;
import org.lxt.tensor.vector.hardware.Hardware;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.matrix.MatrixProduct;
import org.lxt.tensor.vector.matrix.VectorGamma;
import org.lxt.tensor.vector.pack.Decoder;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.vector.pack.PackMemory;
import org.lxt.tensor.vector.pack.PackedWeight;
import org.lxt.tensor.vector.pack.Scratch;
import org.lxt.tensor.vector.skinny.RowDots;
import org.lxt.tensor.vector.skinny.RowSweeps;
import org.lxt.tensor.vector.tile.Tiles;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** Hands every kernel its memory and its share of the threads; the arithmetic is in the classes next to this one. */
final class VectorBackend extends VectorRows {
    private final String name;
    private final HostMemory memory = new HostMemory(DType.F32);
    private final ThreadLocal<Scratch> scratches;
    private final KernelChoice choice;
    private final Tiles tiles;
    private final MatrixProduct product;
    private final PackMemory packMemory;
    private final Map<Class<?>, Object> groups;

    VectorBackend(String name, BackendOptions options) {
        super(new Workers(options));
        this.name = name;
        this.choice = KernelChoice.of(options.kernels());
        this.tiles = Tiles.of(choice);
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(tiles));
        this.product = new MatrixProduct(tiles, workers, scratches);
        this.packMemory = new PackMemory(tiles, options.packMemory());
        this.groups = Map.of(
                AttentionKernels.class, new VectorAttention(this, workers, scratches),
                GammaKernels.class, new VectorGamma(sharing, product));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return name + " (" + Hardware.width() + ", " + kernels() + workers.threads() + " threads)";
    }

    private String kernels() {
        return choice.name().equals(BackendOptions.NO_KERNELS) ? "" : "kernels " + choice.name() + ", ";
    }

    @Override
    public DType computeType() {
        return DType.F32;
    }

    @Override
    public <K> Optional<K> kernels(Class<K> group) {
        return Optional.ofNullable(group.cast(groups.get(group)));
    }

    // ---- memory

    @Override
    public Buffer allocate(long size) {
        return memory.allocate(size);
    }

    @Override
    public void free(Buffer buffer) {
        memory.free((HostBuffer) buffer);
    }

    @Override
    public void write(Buffer destination, double[] source) {
        MemorySegment d = segment(destination);
        for (int i = 0; i < source.length; i++) {
            d.set(Lanes.FLOAT, 4L * i, (float) source[i]);
        }
    }

    @Override
    public void read(Buffer source, long offset, double[] destination) {
        MemorySegment s = segment(source);
        for (int i = 0; i < destination.length; i++) {
            destination[i] = s.get(Lanes.FLOAT, 4 * offset + 4L * i);
        }
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
            sharing.runs(size, 1, (at, n) -> Arithmetic.fill(d, at, (float) value, n));
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

    // ---- matrices

    @Override
    public void linear(Buffer y, Buffer x, int rows, WeightHandle weight) {
        PackedWeight packed = (PackedWeight) weight;
        WeightData w = packed.data();
        HostBuffer hy = (HostBuffer) y;
        HostBuffer hx = (HostBuffer) x;
        if (RowDots.suits(rows, w, tiles)) {
            RowDots.linear(hy, hx, rows, w, workers);
        } else {
            Operand to = Operand.dense(hy, rows, w.rows());
            product.run(
                    to, Operand.dense(hx, rows, w.columns()), packed.operand().transpose(), packed.forward());
        }
    }

    @Override
    public void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight) {
        PackedWeight packed = (PackedWeight) weight;
        WeightData w = packed.data();
        HostBuffer hx = (HostBuffer) gx;
        HostBuffer hy = (HostBuffer) gy;
        if (RowSweeps.suits(rows, w, tiles)) {
            RowSweeps.linearGradient(hx, hy, rows, w, workers, scratches);
        } else {
            Operand to = Operand.dense(hx, rows, w.columns());
            product.run(to, Operand.dense(hy, rows, w.rows()), packed.operand(), packed.backward());
        }
    }

    @Override
    public void weightRows(Buffer destination, WeightHandle weight, Index rowsIndex) {
        int[] rows = HostIndex.values(rowsIndex);
        Operand w = ((PackedWeight) weight).operand();
        MemorySegment d = segment(destination);
        workers.forRanges(rows.length, 1, w.columns(), (from, to) -> {
            float[] row = new float[w.columns()];
            for (int i = from; i < to; i++) {
                Decoder.row(w, rows[i], row);
                MemorySegment.copy(row, 0, d, Lanes.FLOAT, 4L * i * w.columns(), w.columns());
            }
        });
    }

    @Override
    public void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta) {
        product.run(Operand.of(c), Operand.of(a), Operand.of(b), (float) alpha, (float) beta);
    }

    // ---- element by element

    @Override
    public void add(Buffer destination, Buffer a, Buffer b, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        MemorySegment q = segment(b);
        sharing.runs(size, 1, (at, n) -> Arithmetic.add(d, at, p, at, q, at, n));
    }

    @Override
    public void scale(Buffer destination, Buffer a, double factor, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(a);
        sharing.runs(size, 1, (at, n) -> Arithmetic.scale(d, at, p, at, (float) factor, n));
    }

    @Override
    public void activation(Activation f, Buffer destination, Buffer x, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        sharing.runs(size, CURVE_COST, (at, n) -> Activations.run(f, d, at, p, at, n));
    }

    @Override
    public void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size) {
        MemorySegment d = segment(destination);
        MemorySegment p = segment(x);
        sharing.runs(size, 4, (at, n) -> Arithmetic.inverseRoot(d, at, p, at, (float) factor, (float) epsilon, n));
    }

    @Override
    public void close() {
        workers.close();
        packMemory.close();
        memory.close();
    }
}
