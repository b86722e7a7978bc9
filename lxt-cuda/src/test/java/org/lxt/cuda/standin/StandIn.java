// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.standin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.lxt.cuda.host.HostLibrary;

/**
 * NVIDIA's libraries, pretended: one library of C under their three names, with which the whole backend runs on a machine
 * without a device. It computes on memory of the host, by the kernels that are compiled for it, and writes down what is done
 * wrong.
 */
@SuppressWarnings("restricted")
public final class StandIn {
    private static final int TEXT = 8192;
    private static final long MEMORY = 1L << 30;
    private static final int CUDA_12_4 = 12_040;

    private static StandIn installed;

    private final MethodHandle fail;
    private final MethodHandle calls;
    private final MethodHandle misuse;
    private final MethodHandle machine;
    private final MethodHandle live;
    private final MethodHandle used;

    private StandIn(Path library) {
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        fail = function(symbols, "standin_fail", null, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT);
        calls = function(symbols, "standin_calls", JAVA_LONG, ADDRESS);
        misuse = function(symbols, "standin_misuse", JAVA_INT, ADDRESS, JAVA_INT);
        machine = function(symbols, "standin_machine", null, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
        live = function(symbols, "standin_live", JAVA_INT);
        used = function(symbols, "standin_used", JAVA_LONG, JAVA_INT);
        MethodHandle kernels = function(symbols, "standin_kernels", JAVA_INT, ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(HostLibrary.file().toString());
            if ((int) call(() -> (int) kernels.invokeExact(path)) != 0) {
                throw new IllegalStateException("the kernels for the host cannot be loaded");
            }
        }
    }

    /**
     * Lets the backend {@code cuda} find the stand-in from now on, in this JVM, with its usual two devices of 1 GB.
     *
     * @throws org.opentest4j.TestAbortedException if it cannot be built here
     */
    public static synchronized StandIn install() {
        if (installed == null) {
            Path folder = StandInLibrary.folder();
            installed = new StandIn(folder.resolve(StandInLibrary.NAMES.getFirst()));
            System.setProperty("lxt.cuda.path", folder.toString());
            System.setProperty("lxt.cuda.cache", folder.resolve("cache").toString());
        }
        installed.machine(2, 90, CUDA_12_4, MEMORY);
        installed.failNothing();
        installed.misuse();
        return installed;
    }

    /** Fails those calls of a function that are the first-th to the last-th from now on. */
    public void fail(String function, long first, long last, int status) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(function);
            call(() -> {
                fail.invokeExact(name, first, last, status);
                return 0;
            });
        }
    }

    /** Fails the n-th call from now on, of whatever function. */
    public void failCall(long n) {
        fail("", n, n, 0);
    }

    /** Fails nothing from now on. */
    public void failNothing() {
        fail("", 0, 0, 0);
    }

    /** How many calls there were of a function, or of all if its name is empty. */
    public long calls(String function) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(function);
            return (long) call(() -> (long) calls.invokeExact(name));
        }
    }

    /** What was done wrong since it was asked last, line by line; empty if nothing was. */
    public String misuse() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(TEXT);
            call(() -> (int) misuse.invokeExact(text, TEXT));
            return text.getString(0);
        }
    }

    /** Pretends another machine. */
    public void machine(int devices, int capability, int driver, long memory) {
        call(() -> {
            machine.invokeExact(devices, capability, driver, memory);
            return 0;
        });
    }

    /** Contexts, blocks of memory, streams, modules and the like that somebody holds. */
    public int live() {
        return (int) call(() -> (int) live.invokeExact());
    }

    /** Bytes that are taken of a device. */
    public long used(int device) {
        return (long) call(() -> (long) used.invokeExact(device));
    }

    private static MethodHandle function(
            SymbolLookup symbols, String name, MemoryLayout result, MemoryLayout... parameters) {
        FunctionDescriptor descriptor =
                result == null ? FunctionDescriptor.ofVoid(parameters) : FunctionDescriptor.of(result, parameters);
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private static Object call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
