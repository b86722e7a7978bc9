// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.lxt.cuda.foreign.NativeCall;
import org.lxt.cuda.foreign.NativeLibrary;
import org.lxt.cuda.launch.Grid;

/**
 * The functions of the driver that this backend uses, {@code libcuda}. Handles of contexts, streams, modules and functions,
 * and addresses on the device, are numbers here. Source: NVIDIA, CUDA Driver API.
 *
 * <p>A function that fails throws: {@link OutOfDeviceMemory} where that is the reason, else {@link CudaException}. What an
 * earlier operation of the device ran into, any later function may report.
 */
public final class DriverApi {
    private static final int OUT_OF_MEMORY = 2;
    private static final int STREAM_OF_ITS_OWN = 1;
    private static final int NAME_LENGTH = 256;

    private final NativeLibrary library;
    private final MethodHandle init;
    private final MethodHandle driverGetVersion;
    private final MethodHandle deviceGetCount;
    private final MethodHandle deviceGet;
    private final MethodHandle deviceGetName;
    private final MethodHandle deviceGetAttribute;
    private final MethodHandle deviceTotalMem;
    private final MethodHandle primaryRetain;
    private final MethodHandle primaryRelease;
    private final MethodHandle push;
    private final MethodHandle pop;
    private final MethodHandle memGetInfo;
    private final MethodHandle memAlloc;
    private final MethodHandle memFree;
    private final MethodHandle toDevice;
    private final MethodHandle toHost;
    private final MethodHandle streamCreate;
    private final MethodHandle streamSynchronize;
    private final MethodHandle streamDestroy;
    private final MethodHandle moduleLoad;
    private final MethodHandle moduleUnload;
    private final MethodHandle moduleGetFunction;
    private final MethodHandle launchKernel;
    private final MethodHandle errorName;
    private final MethodHandle errorString;

    /** Looks the functions up. */
    public DriverApi(NativeLibrary library) {
        this.library = library;
        init = library.function("cuInit", JAVA_INT);
        driverGetVersion = library.function("cuDriverGetVersion", ADDRESS);
        deviceGetCount = library.function("cuDeviceGetCount", ADDRESS);
        deviceGet = library.function("cuDeviceGet", ADDRESS, JAVA_INT);
        deviceGetName = library.function("cuDeviceGetName", ADDRESS, JAVA_INT, JAVA_INT);
        deviceGetAttribute = library.function("cuDeviceGetAttribute", ADDRESS, JAVA_INT, JAVA_INT);
        deviceTotalMem = library.function("cuDeviceTotalMem_v2", ADDRESS, JAVA_INT);
        primaryRetain = library.function("cuDevicePrimaryCtxRetain", ADDRESS, JAVA_INT);
        primaryRelease = library.function("cuDevicePrimaryCtxRelease_v2", JAVA_INT);
        push = library.function("cuCtxPushCurrent_v2", JAVA_LONG);
        pop = library.function("cuCtxPopCurrent_v2", ADDRESS);
        memGetInfo = library.function("cuMemGetInfo_v2", ADDRESS, ADDRESS);
        memAlloc = library.function("cuMemAlloc_v2", ADDRESS, JAVA_LONG);
        memFree = library.function("cuMemFree_v2", JAVA_LONG);
        toDevice = library.function("cuMemcpyHtoDAsync_v2", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
        toHost = library.function("cuMemcpyDtoHAsync_v2", ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        streamCreate = library.function("cuStreamCreate", ADDRESS, JAVA_INT);
        streamSynchronize = library.function("cuStreamSynchronize", JAVA_LONG);
        streamDestroy = library.function("cuStreamDestroy_v2", JAVA_LONG);
        moduleLoad = library.function("cuModuleLoadData", ADDRESS, ADDRESS);
        moduleUnload = library.function("cuModuleUnload", JAVA_LONG);
        moduleGetFunction = library.function("cuModuleGetFunction", ADDRESS, JAVA_LONG, ADDRESS);
        launchKernel = library.function(
                "cuLaunchKernel",
                JAVA_LONG,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_LONG,
                ADDRESS,
                ADDRESS);
        errorName = library.function("cuGetErrorName", JAVA_INT, ADDRESS);
        errorString = library.function("cuGetErrorString", JAVA_INT, ADDRESS);
    }

    /** Where the library is. */
    public String where() {
        return library.where();
    }

    // ---- the driver and its devices

    /**
     * Begins; once per process, further calls do nothing.
     *
     * @return what is wrong, by the driver's words; empty if nothing is
     */
    public String start() {
        int status = NativeCall.status(() -> (int) init.invokeExact(0));
        return status == 0 ? "" : error(status);
    }

    /** The version of CUDA that the driver is for: 1000 times the major one plus 10 times the minor one. */
    public int version() {
        return readInt("cuDriverGetVersion", at -> (int) driverGetVersion.invokeExact(at));
    }

    /** How many devices there are. */
    public int devices() {
        return readInt("cuDeviceGetCount", at -> (int) deviceGetCount.invokeExact(at));
    }

    /** What a device is. */
    public Device device(int index) {
        int handle = readInt("cuDeviceGet", at -> (int) deviceGet.invokeExact(at, index));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(NAME_LENGTH);
            check("cuDeviceGetName", () -> (int) deviceGetName.invokeExact(name, NAME_LENGTH, handle));
            return new Device(
                    index,
                    handle,
                    name.getString(0),
                    attribute(handle, Device.MAJOR),
                    attribute(handle, Device.MINOR),
                    readLong("cuDeviceTotalMem", at -> (int) deviceTotalMem.invokeExact(at, handle)));
        }
    }

    private int attribute(int device, int attribute) {
        return readInt("cuDeviceGetAttribute", at -> (int) deviceGetAttribute.invokeExact(at, attribute, device));
    }

    // ---- contexts

    long retainPrimary(int device) {
        return readLong("cuDevicePrimaryCtxRetain", at -> (int) primaryRetain.invokeExact(at, device));
    }

    void releasePrimary(int device) {
        check("cuDevicePrimaryCtxRelease", () -> (int) primaryRelease.invokeExact(device));
    }

    /** Makes a context the calling thread's. */
    void push(long context) {
        check("cuCtxPushCurrent", () -> (int) push.invokeExact(context));
    }

    /** Makes the thread's context the one that it was before. */
    void pop() {
        readLong("cuCtxPopCurrent", at -> (int) pop.invokeExact(at));
    }

    // ---- memory

    /** Bytes that nobody on the machine uses. */
    long free() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment total = arena.allocate(JAVA_LONG);
            return readLong("cuMemGetInfo", at -> (int) memGetInfo.invokeExact(at, total));
        }
    }

    long allocate(long bytes) {
        return readLong("cuMemAlloc", at -> (int) memAlloc.invokeExact(at, bytes));
    }

    void free(long address) {
        check("cuMemFree", () -> (int) memFree.invokeExact(address));
    }

    /** From memory of the host that is not page-locked: it may be changed when this returns. */
    void copyToDevice(long address, MemorySegment source, long stream) {
        long bytes = source.byteSize();
        check("cuMemcpyHtoDAsync", () -> (int) toDevice.invokeExact(address, source, bytes, stream));
    }

    void copyToHost(MemorySegment destination, long address, long stream) {
        long bytes = destination.byteSize();
        check("cuMemcpyDtoHAsync", () -> (int) toHost.invokeExact(destination, address, bytes, stream));
    }

    // ---- streams

    /** A stream that does not wait for the default one. */
    long createStream() {
        return readLong("cuStreamCreate", at -> (int) streamCreate.invokeExact(at, STREAM_OF_ITS_OWN));
    }

    void synchronize(long stream) {
        check("cuStreamSynchronize", () -> (int) streamSynchronize.invokeExact(stream));
    }

    void destroyStream(long stream) {
        check("cuStreamDestroy", () -> (int) streamDestroy.invokeExact(stream));
    }

    // ---- kernels

    long loadModule(MemorySegment image) {
        return readLong("cuModuleLoadData", at -> (int) moduleLoad.invokeExact(at, image));
    }

    void unloadModule(long module) {
        check("cuModuleUnload", () -> (int) moduleUnload.invokeExact(module));
    }

    long function(long module, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            return readLong(
                    "cuModuleGetFunction of " + name, at -> (int) moduleGetFunction.invokeExact(at, module, text));
        }
    }

    /** Starts a kernel; the values of the parameters are read before this returns. */
    void launch(String name, long function, Grid grid, long stream, MemorySegment parameters) {
        check("cuLaunchKernel of " + name, () -> (int) launchKernel.invokeExact(
                function,
                grid.x(),
                grid.y(),
                grid.z(),
                grid.blockX(),
                grid.blockY(),
                1,
                0,
                stream,
                parameters,
                MemorySegment.NULL));
    }

    // ---- errors

    private interface Reader {
        int into(MemorySegment at) throws Throwable;
    }

    private int readInt(String function, Reader reader) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(JAVA_INT);
            check(function, () -> reader.into(at));
            return at.get(JAVA_INT, 0);
        }
    }

    private long readLong(String function, Reader reader) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(JAVA_LONG);
            check(function, () -> reader.into(at));
            return at.get(JAVA_LONG, 0);
        }
    }

    private void check(String function, NativeCall call) {
        int status = NativeCall.status(call);
        if (status == OUT_OF_MEMORY) {
            throw new OutOfDeviceMemory(function);
        }
        if (status != 0) {
            throw new CudaException(
                    "the NVIDIA driver failed in " + function + ": " + error(status)
                            + "; open the model once more, and if it fails again restart the program or choose another backend");
        }
    }

    /** Name and description of a status. */
    private String error(int status) {
        String name = text(errorName, status);
        String description = text(errorString, status);
        if (name.isEmpty()) {
            return String.format(Locale.ROOT, "error %d", status);
        }
        return description.isEmpty() ? name : name + " (" + description + ")";
    }

    @SuppressWarnings("restricted")
    private static String text(MethodHandle of, int status) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(ADDRESS);
            int unknown = NativeCall.status(() -> (int) of.invokeExact(status, at));
            MemorySegment text = at.get(ADDRESS, 0);
            return unknown != 0 || text.equals(MemorySegment.NULL)
                    ? ""
                    : text.reinterpret(NAME_LENGTH).getString(0);
        }
    }
}
