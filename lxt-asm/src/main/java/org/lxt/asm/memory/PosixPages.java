// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Pages of Linux and macOS. Both functions are called with six numbers of 64 bits: a function of this convention takes of each
 * register what it needs, and the JVM makes one kind of call ready instead of two.
 */
final class PosixPages implements CodePages.PageCalls {
    private static final long READ = 1;
    private static final long WRITE = 2;
    private static final long EXECUTE = 4;
    private static final long PRIVATE = 2;
    private static final long ANONYMOUS_LINUX = 0x20;
    private static final long ANONYMOUS_MAC_OS = 0x1000;
    private static final FunctionDescriptor SIX_NUMBERS =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private final long anonymous;
    private final MethodHandle map;
    private final MethodHandle protect;

    private PosixPages(long anonymous) {
        this.anonymous = anonymous;
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        this.map = SystemCall.find(library, "mmap", SIX_NUMBERS);
        this.protect = SystemCall.find(library, "mprotect", SIX_NUMBERS);
    }

    static PosixPages linux() {
        return new PosixPages(ANONYMOUS_LINUX);
    }

    static PosixPages macOs() {
        return new PosixPages(ANONYMOUS_MAC_OS);
    }

    @SuppressWarnings("restricted") // pages for code are memory of the system
    @Override
    public MemorySegment map(long bytes) {
        long address;
        try {
            address = (long) map.invokeExact(0L, bytes, READ | WRITE, PRIVATE | anonymous, -1L, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("mmap could not be called", e);
        }
        if (address == -1) {
            throw new CodePagesException("the system gives no memory for code (mmap)");
        }
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    @Override
    public void makeExecutable(MemorySegment pages) {
        int result;
        try {
            result = (int) (long) protect.invokeExact(pages.address(), pages.byteSize(), READ | EXECUTE, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("mprotect could not be called", e);
        }
        if (result != 0) {
            throw new CodePagesException("the system does not allow pages that were written to be executed (mprotect)");
        }
    }
}
