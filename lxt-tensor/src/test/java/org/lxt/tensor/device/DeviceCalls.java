// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.device.DeviceMemory.DeviceIndex;
import org.lxt.tensor.device.DeviceMemory.DeviceWeight;
import org.lxt.tensor.weight.WeightData;

/** Turns each call of the host into work in the device's queue. */
final class DeviceCalls implements InvocationHandler {
    /** Kernels whose destination must not be one of their sources. */
    private static final Set<String> NEVER_IN_PLACE = Set.of(
            "linear",
            "linearGradient",
            "gemm",
            "copy",
            "gatherRows",
            "scatterAddRows",
            "sumRows",
            "gatherColumns",
            "sumColumns",
            "sum",
            "repeat",
            "max",
            "place");

    private final DeviceMemory memory;
    private final Backend inner;
    private final Map<Class<?>, Object> groups;
    private final DeviceQueue queue = new DeviceQueue();
    private volatile boolean closed;

    DeviceCalls(DeviceMemory memory, Backend inner) {
        this.memory = memory;
        this.inner = inner;
        this.groups = Map.of(
                MatrixKernels.class, group(MatrixKernels.class, inner.matrices()),
                ElementKernels.class, group(ElementKernels.class, inner.elements()),
                RowKernels.class, group(RowKernels.class, inner.rows()),
                MovementKernels.class, group(MovementKernels.class, inner.movement()),
                ReductionKernels.class, group(ReductionKernels.class, inner.reductions()));
    }

    private Object group(Class<?> type, Object kernels) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> kernel(kernels, method, arguments));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.isDefault()) {
            // optional kernels, of which the device has none
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString", "name" -> StandInDevice.NAME;
            case "description" -> StandInDevice.NAME + " (pretended, in order, on a thread of its own)";
            case "computeType" -> inner.computeType();
            case "liveBuffers" -> memory.liveBuffers();
            case "liveWeights" -> memory.liveWeights();
            case "allocations" -> memory.allocations();
            case "liveIndices" -> memory.liveIndices();
            case "indexLoads" -> memory.indexLoads();
            case "failIndexLoad" -> memory.failIndexLoad((Long) arguments[0]);
            case "weightLoads" -> memory.weightLoads();
            case "failAllocation" -> memory.failAllocation((Long) arguments[0]);
            case "failLoad" -> memory.failLoad((Long) arguments[0]);
            case "issued" -> queue.issued();
            case "allocate" -> allocate((Long) arguments[0]);
            case "free" -> free((DeviceBuffer) arguments[0]);
            case "write" ->
                write((DeviceBuffer) arguments[0], (Long) arguments[1], (MemorySegment) arguments[2], (DType)
                        arguments[3]);
            case "read" ->
                read((DeviceBuffer) arguments[0], (Long) arguments[1], (MemorySegment) arguments[2], (DType)
                        arguments[3]);
            case "loadWeight" -> loadWeight((WeightData) arguments[0]);
            case "loadIndex" -> loadIndex((int[]) arguments[0]);
            case "freeIndex" -> freeIndex((DeviceIndex) arguments[0]);
            case "freeWeight" -> freeWeight((DeviceWeight) arguments[0]);
            case "close" -> close();
            case "matrices", "elements", "rows", "movement", "reductions" -> groups.get(method.getReturnType());
            default -> kernel(inner, method, arguments);
        };
    }

    private Object allocate(long size) {
        requireOpen();
        DeviceBuffer handle = memory.reserve(size);
        queue.issue("allocate", () -> memory.allocate(handle));
        return handle;
    }

    private Object free(DeviceBuffer handle) {
        requireOpen();
        memory.giveUp(handle);
        queue.issueAlways(() -> memory.free(handle));
        return null;
    }

    private Object write(DeviceBuffer destination, long offset, MemorySegment source, DType type) {
        requireOpen();
        destination.requireUsable(memory);
        requireInside(destination, offset + source.byteSize() / type.bytes());
        MemorySegment captured = MemorySegment.ofArray(source.toArray(ValueLayout.JAVA_BYTE));
        queue.issue("write", () -> inner.write(memory.at(destination), offset, captured, type));
        return null;
    }

    private Object read(DeviceBuffer source, long offset, MemorySegment destination, DType type) {
        requireOpen();
        source.requireUsable(memory);
        requireInside(source, offset + destination.byteSize() / type.bytes());
        MemorySegment staged = MemorySegment.ofArray(new byte[Math.toIntExact(destination.byteSize())]);
        queue.issue("read", () -> inner.read(memory.at(source), offset, staged, type));
        queue.await();
        destination.copyFrom(staged);
        return null;
    }

    private Object loadWeight(WeightData data) {
        requireOpen();
        DeviceWeight handle = memory.reserveWeight(data);
        WeightData copy = DeviceMemory.upload(data);
        queue.issue("loadWeight", () -> memory.load(handle, copy));
        return handle;
    }

    private Object loadIndex(int[] values) {
        requireOpen();
        return memory.index(values);
    }

    private Object freeIndex(DeviceIndex handle) {
        requireOpen();
        memory.giveUp(handle);
        return null;
    }

    private Object freeWeight(DeviceWeight handle) {
        requireOpen();
        memory.giveUpWeight();
        queue.issue("freeWeight", () -> memory.unload(handle));
        return null;
    }

    private Object close() {
        if (!closed) {
            closed = true;
            queue.close();
            inner.close();
        }
        return null;
    }

    private Object kernel(Object target, Method method, Object[] arguments) {
        requireOpen();
        requireDistinct(method.getName(), arguments);
        Object[] captured = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            captured[i] = capture(arguments[i]);
        }
        queue.issue(method.getName(), () -> {
            Object[] onDevice = new Object[captured.length];
            for (int i = 0; i < captured.length; i++) {
                onDevice[i] = resolve(captured[i]);
            }
            try {
                method.invoke(target, onDevice);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(Objects.toString(e.getCause()), e.getCause());
            }
        });
        return null;
    }

    private Object capture(Object argument) {
        if (argument instanceof DeviceIndex index) {
            index.requireUsable(memory);
            return argument;
        }
        DeviceBuffer buffer = bufferOf(argument);
        if (buffer != null) {
            buffer.requireUsable(memory);
        }
        return argument;
    }

    private Object resolve(Object captured) {
        return switch (captured) {
            case null -> null;
            case DeviceBuffer buffer -> memory.at(buffer);
            case DeviceWeight weight -> memory.at(weight);
            case MatrixView view ->
                new MatrixView(
                        memory.at((DeviceBuffer) view.buffer()),
                        view.offset(),
                        view.rows(),
                        view.columns(),
                        view.stride(),
                        view.transposed());
            case DeviceIndex index -> {
                index.requireUnchanged();
                yield inner.loadIndex(index.uploaded());
            }
            default -> captured;
        };
    }

    private static void requireDistinct(String kernel, Object[] arguments) {
        if (!NEVER_IN_PLACE.contains(kernel)) {
            return;
        }
        DeviceBuffer destination = bufferOf(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            if (bufferOf(arguments[i]) == destination) {
                throw new IllegalStateException(kernel + " of " + destination + " into itself");
            }
        }
    }

    private static DeviceBuffer bufferOf(Object argument) {
        Object buffer = argument instanceof MatrixView view ? view.buffer() : argument;
        if (buffer instanceof Buffer && !(buffer instanceof DeviceBuffer)) {
            throw new IllegalStateException("a buffer of another backend");
        }
        return buffer instanceof DeviceBuffer mine ? mine : null;
    }

    private static void requireInside(DeviceBuffer buffer, long end) {
        if (end > buffer.size()) {
            throw new IndexOutOfBoundsException(end + " elements in " + buffer);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the device is closed");
        }
    }
}
