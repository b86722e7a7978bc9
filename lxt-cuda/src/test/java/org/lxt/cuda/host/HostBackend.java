// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lxt.cuda.launch.Addresses;
import org.lxt.cuda.launch.EncodedMatrix;
import org.lxt.cuda.launch.LaunchedAttention;
import org.lxt.cuda.launch.LaunchedBackend;
import org.lxt.cuda.launch.LaunchedGamma;
import org.lxt.cuda.launch.Launcher;
import org.lxt.cuda.launch.WeightLaunches;
import org.lxt.cuda.launch.WeightLaunches.Operand;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** The kernels as a backend whose device is the host: memory between guards, products by the kernel for odd cases. */
final class HostBackend extends LaunchedBackend {
    private record HostBuffer(GuardedMemory memory) implements Buffer {
        @Override
        public long size() {
            return memory.size();
        }
    }

    private record HostIndex(GuardedMemory memory) implements Index {
        @Override
        public int size() {
            return (int) memory.size();
        }
    }

    private record HostWeight(GuardedMemory memory, EncodedMatrix matrix) implements WeightHandle {}

    private static final Addresses ADDRESSES = new Addresses() {
        @Override
        public long of(Buffer buffer) {
            return ((HostBuffer) buffer).memory().address();
        }

        @Override
        public long of(Index index) {
            return ((HostIndex) index).memory().address();
        }
    };

    private final WeightLaunches weights;
    private final MatrixKernels matrices = new HostMatrices();
    private final AttentionKernels attention = new LaunchedAttention(this);
    private final GammaKernels gamma = new HostGamma();
    private final List<GuardedMemory> alive = new ArrayList<>();

    HostBackend(Launcher launcher) {
        super(launcher, ADDRESSES);
        this.weights = new WeightLaunches(launcher);
    }

    @Override
    public String name() {
        return "host";
    }

    @Override
    public String description() {
        return "the kernels for devices, on the host";
    }

    @Override
    public DType computeType() {
        return DType.F32;
    }

    @Override
    public <K> Optional<K> kernels(Class<K> group) {
        return List.of(attention, gamma).stream()
                .filter(group::isInstance)
                .map(group::cast)
                .findFirst();
    }

    @Override
    public MatrixKernels matrices() {
        return matrices;
    }

    private static long address(Buffer buffer) {
        return ADDRESSES.of(buffer);
    }

    private GuardedMemory keep(GuardedMemory memory) {
        alive.add(memory);
        return memory;
    }

    @Override
    public Buffer allocate(long size) {
        return new HostBuffer(keep(new GuardedMemory(size, Float.BYTES)));
    }

    @Override
    public void free(Buffer buffer) {
        GuardedMemory memory = ((HostBuffer) buffer).memory();
        memory.check();
        alive.remove(memory);
    }

    @Override
    public void write(Buffer destination, long offset, MemorySegment source, DType type) {
        GuardedMemory memory = ((HostBuffer) destination).memory();
        for (long i = 0; i < source.byteSize() / type.bytes(); i++) {
            memory.set(
                    offset + i,
                    type == DType.F32
                            ? source.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i)
                            : (float) source.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i));
        }
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment destination, DType type) {
        GuardedMemory memory = ((HostBuffer) source).memory();
        for (long i = 0; i < destination.byteSize() / type.bytes(); i++) {
            float value = memory.get(offset + i);
            if (type == DType.F32) {
                destination.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, value);
            } else {
                destination.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, value);
            }
        }
    }

    @Override
    public Index loadIndex(int[] values) {
        return new HostIndex(keep(GuardedMemory.of(values)));
    }

    @Override
    public void freeIndex(Index index) {
        alive.remove(((HostIndex) index).memory());
    }

    @Override
    public WeightHandle loadWeight(WeightData data) {
        return data.encoding().isBlocked() ? loadStored(widened(data)) : loadStored(data);
    }

    /** A copy in float32, as the upload makes it. */
    private static WeightData widened(WeightData data) {
        float[] all = new float[data.rows() * data.columns()];
        double[] row = new double[data.columns()];
        for (int r = 0; r < data.rows(); r++) {
            data.decodeRow(r, 0, row.length, row);
            for (int c = 0; c < row.length; c++) {
                all[r * row.length + c] = (float) row[c];
            }
        }
        return Weight.of("widened", all, data.rows(), data.columns()).data();
    }

    private WeightHandle loadStored(WeightData data) {
        GuardedMemory memory = keep(GuardedMemory.of(data.segment()));
        return new HostWeight(
                memory,
                new EncodedMatrix(
                        memory.address() + data.offset() * data.encoding().bytes(),
                        data.encoding(),
                        data.rows(),
                        data.columns(),
                        data.rowStride(),
                        data.columnStride()));
    }

    @Override
    public void freeWeight(WeightHandle weight) {
        alive.remove(((HostWeight) weight).memory());
    }

    private static EncodedMatrix matrix(WeightHandle weight) {
        return ((HostWeight) weight).matrix();
    }

    private void product(Buffer to, Buffer from, int rows, EncodedMatrix right, boolean magnitude) {
        weights.matmul(
                new Operand(address(to), right.columns(), 1),
                new Operand(address(from), right.rows(), 1),
                right,
                rows,
                1,
                0,
                magnitude);
    }

    /** Fails if a kernel has written beyond the end of anything. */
    void check() {
        alive.forEach(GuardedMemory::check);
        alive.clear();
    }

    @Override
    public void close() {
        check();
    }

    private final class HostMatrices implements MatrixKernels {
        @Override
        public void linear(Buffer y, Buffer x, int rows, WeightHandle weight) {
            product(y, x, rows, matrix(weight).transpose(), false);
        }

        @Override
        public void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight) {
            product(gx, gy, rows, matrix(weight), false);
        }

        @Override
        public void weightRows(Buffer destination, WeightHandle weight, Index rows) {
            weights.rows(address(destination), matrix(weight), ADDRESSES.of(rows), rows.size());
        }

        @Override
        public void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta) {
            EncodedMatrix right = new EncodedMatrix(
                    address(b.buffer()) + 4 * b.offset(),
                    Encoding.F32,
                    b.rows(),
                    b.columns(),
                    b.rowStride(),
                    b.columnStride());
            weights.matmul(operand(c), operand(a), right, c.rows(), alpha, beta, false);
        }

        private Operand operand(MatrixView view) {
            return new Operand(address(view.buffer()) + 4 * view.offset(), view.rowStride(), view.columnStride());
        }
    }

    private final class HostGamma extends LaunchedGamma {
        HostGamma() {
            super(HostBackend.this);
        }

        @Override
        public void magnitudeLinear(
                Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle weight, int outputs, int inputs) {
            matrices.linear(y, x, rows, weight);
            Buffer sizes = allocate((long) rows * inputs);
            weights.magnitude(address(sizes), address(x), (long) rows * inputs);
            product(magnitude, sizes, rows, matrix(weight).transpose(), true);
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
            matrices.linearGradient(gx, g, rows, weight);
            product(gMagnitude, signed, rows, matrix(weight), true);
        }
    }
}
