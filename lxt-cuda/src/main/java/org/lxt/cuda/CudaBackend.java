// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import org.lxt.cuda.launch.Addresses;
import org.lxt.cuda.launch.LaunchedAttention;
import org.lxt.cuda.launch.LaunchedBackend;
import org.lxt.cuda.memory.DeviceBuffer;
import org.lxt.cuda.memory.DeviceIndex;
import org.lxt.cuda.memory.DeviceWeight;
import org.lxt.cuda.memory.Piece;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** What moves numbers to the device and back; its kernels are in {@link LaunchedBackend}. */
final class CudaBackend extends LaunchedBackend {
    static final Addresses ADDRESSES = new Addresses() {
        @Override
        public long of(Buffer buffer) {
            return ((DeviceBuffer) buffer).memory().address();
        }

        @Override
        public long of(Index index) {
            return ((DeviceIndex) index).memory().address();
        }
    };

    private final DeviceSession session;
    private final MatrixKernels matrices;
    private final Map<Class<?>, Object> groups;

    CudaBackend(DeviceSession session) {
        super(session.kernels(), ADDRESSES);
        this.session = session;
        this.matrices = new CudaMatrices(session);
        this.groups = Map.of(
                AttentionKernels.class, new LaunchedAttention(this), GammaKernels.class, new CudaGamma(this, session));
    }

    @Override
    public String name() {
        return session.name();
    }

    @Override
    public String description() {
        return session.description();
    }

    @Override
    public DType computeType() {
        return DType.F32;
    }

    @Override
    public <K> Optional<K> kernels(Class<K> group) {
        return Optional.ofNullable(group.cast(groups.get(group)));
    }

    @Override
    public MatrixKernels matrices() {
        return matrices;
    }

    // ---- memory

    @Override
    public Buffer allocate(long size) {
        return new DeviceBuffer(session.memory().take(size * Float.BYTES), size);
    }

    @Override
    public void free(Buffer buffer) {
        session.memory().giveBack(((DeviceBuffer) buffer).memory().giveUp());
    }

    @Override
    public void write(Buffer destination, long offset, MemorySegment source, DType type) {
        if (source.byteSize() == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            session.stream()
                    .upload(ADDRESSES.of(destination) + offset * Float.BYTES, HostNumbers.singles(source, type, arena));
        }
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment destination, DType type) {
        if (destination.byteSize() == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_FLOAT, destination.byteSize() / type.bytes());
            session.stream().download(numbers, ADDRESSES.of(source) + offset * Float.BYTES);
            HostNumbers.copy(numbers, destination, type);
        }
    }

    @Override
    public Index loadIndex(int[] values) {
        Piece piece = session.memory().take((long) values.length * Integer.BYTES);
        try (Arena arena = Arena.ofConfined()) {
            if (values.length > 0) {
                session.stream().upload(piece.address(), arena.allocateFrom(JAVA_INT, values));
            }
        } catch (RuntimeException e) {
            session.memory().giveBack(piece);
            throw e;
        }
        return new DeviceIndex(piece, values.length);
    }

    @Override
    public void freeIndex(Index index) {
        session.memory().giveBack(((DeviceIndex) index).memory().giveUp());
    }

    @Override
    public WeightHandle loadWeight(WeightData data) {
        return session.uploads().load(data);
    }

    @Override
    public void freeWeight(WeightHandle weight) {
        session.memory().release(((DeviceWeight) weight).memory().giveUp());
    }

    @Override
    public void close() {
        session.close();
    }
}
