// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.cpu;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * The permission to use AMX. Linux gives its registers, 8 KB for each thread, only to a process that asks for them
 * ({@code Documentation/arch/x86/xstate.rst}).
 */
public final class MatrixPermission {
    private static final long ARCH_PRCTL = 158;
    private static final long REQUEST = 0x1023;
    private static final long TILE_DATA = 18;

    private MatrixPermission() {}

    /** Asks for it. Returns whether this process may use AMX from now on. */
    @SuppressWarnings("restricted") // a call of the system
    public static boolean request() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.contains("linux")) {
            return false;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> syscall = linker.defaultLookup().find("syscall");
        if (syscall.isEmpty()) {
            return false;
        }
        MethodHandle call = linker.downcallHandle(
                syscall.get(),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
        try {
            return (long) call.invokeExact(ARCH_PRCTL, REQUEST, TILE_DATA) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("arch_prctl could not be called", e);
        }
    }
}
