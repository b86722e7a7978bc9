// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lxt.cuda.launch.Grid;
import org.lxt.cuda.launch.Launcher;

/** Kernels that are loaded, and started on the stream of their device. */
public final class KernelModule implements Launcher, AutoCloseable {
    private final DeviceStream stream;
    private final long module;
    private final Map<String, Long> functions = new HashMap<>();

    /**
     * Loads kernels.
     *
     * @param image binary code or PTX
     * @param names of the kernels
     */
    public KernelModule(DeviceStream stream, byte[] image, List<String> names) {
        this.stream = stream;
        DriverApi driver = stream.driver();
        try (Arena arena = Arena.ofConfined()) {
            // PTX is a text, which ends with a zero
            MemorySegment loaded = arena.allocate(image.length + 1L);
            MemorySegment.copy(image, 0, loaded, JAVA_BYTE, 0, image.length);
            module = stream.inContext(() -> driver.loadModule(loaded));
        }
        try {
            for (String name : names) {
                functions.put(name, stream.inContext(() -> driver.function(module, name)));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void launch(String kernel, Grid grid, long... arguments) {
        Long function = functions.get(kernel);
        if (function == null) {
            throw new IllegalArgumentException("there is no kernel " + kernel);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_LONG, arguments.length);
            MemorySegment pointers = arena.allocate(ADDRESS, arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                values.setAtIndex(JAVA_LONG, i, arguments[i]);
                pointers.setAtIndex(ADDRESS, i, values.asSlice(i * JAVA_LONG.byteSize()));
            }
            stream.inContext(() -> {
                stream.driver().launch(kernel, function, grid, stream.handle(), pointers);
                return function;
            });
        }
    }

    @Override
    public void close() {
        stream.giveBack(() -> stream.driver().unloadModule(module));
    }
}
