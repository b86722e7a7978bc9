// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lxt.cuda.launch.Grid;
import org.lxt.cuda.launch.Launcher;

/** Launches kernels of the {@link HostLibrary}. Addresses are those of this process. */
@SuppressWarnings("restricted")
public final class HostKernels implements Launcher {
    private static final int LONGEST_SENTENCE = 256;

    private final MethodHandle launch;
    private final MethodHandle error;
    private final MethodHandle order;
    private final Set<String> launched = ConcurrentHashMap.newKeySet();

    /** Loads the library, and builds it before if need be. */
    public HostKernels() {
        SymbolLookup library = SymbolLookup.libraryLookup(HostLibrary.file(), Arena.global());
        Linker linker = Linker.nativeLinker();
        launch = linker.downcallHandle(
                library.findOrThrow("lxt_host_launch"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS));
        error = linker.downcallHandle(
                library.findOrThrow("lxt_host_error"), FunctionDescriptor.of(ValueLayout.ADDRESS));
        order = linker.downcallHandle(
                library.findOrThrow("lxt_host_order"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    @Override
    public void launch(String kernel, Grid grid, long... arguments) {
        launched.add(kernel);
        int[] blocks = {grid.x(), grid.y(), grid.z()};
        int[] threads = {grid.blockX(), grid.blockY(), 1};
        int result = result(kernel, blocks, threads, 0, arguments);
        if (result != 0) {
            throw new AssertionError(result + ": " + sentence());
        }
    }

    /** What the library answers; 0 means that the kernel has run. */
    int result(String kernel, int[] blocks, int[] threads, int shared, long... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocateFrom(ValueLayout.JAVA_LONG, arguments);
            MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, Math.max(1, arguments.length));
            for (int i = 0; i < arguments.length; i++) {
                pointers.setAtIndex(ValueLayout.ADDRESS, i, values.asSlice(8L * i, 8));
            }
            return (int) launch.invokeExact(
                    arena.allocateFrom(kernel),
                    arena.allocateFrom(ValueLayout.JAVA_INT, blocks),
                    arena.allocateFrom(ValueLayout.JAVA_INT, threads),
                    shared,
                    pointers);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Why the last launch on this thread failed. */
    String sentence() {
        try {
            MemorySegment text = (MemorySegment) error.invokeExact();
            return text.reinterpret(LONGEST_SENTENCE).getString(0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** In which order the threads of a block take turns from now on, in launches of this thread. */
    void takeTurnsFromTheLast(boolean descending) {
        try {
            order.invokeExact(descending ? 1 : 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The names of all kernels launched so far. */
    Set<String> launched() {
        return launched;
    }
}
