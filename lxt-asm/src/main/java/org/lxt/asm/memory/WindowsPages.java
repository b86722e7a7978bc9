// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Pages of Windows. */
final class WindowsPages implements CodePages.PageCalls {
    private static final int COMMIT_AND_RESERVE = 0x3000;
    private static final int READ_WRITE = 0x04;
    private static final int EXECUTE_READ = 0x20;

    private final MethodHandle allocate;
    private final MethodHandle protect;

    @SuppressWarnings("restricted") // pages for code are memory of the system
    WindowsPages() {
        SymbolLookup library;
        try {
            library = SymbolLookup.libraryLookup("kernel32", Arena.global());
        } catch (IllegalArgumentException _) {
            throw new CodePagesException("the system has no library kernel32");
        }
        this.allocate = SystemCall.find(
                library, "VirtualAlloc", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT));
        this.protect = SystemCall.find(
                library, "VirtualProtect", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS));
    }

    @SuppressWarnings("restricted") // pages for code are memory of the system
    @Override
    public MemorySegment map(long bytes) {
        MemorySegment pages;
        try {
            pages = (MemorySegment) allocate.invokeExact(MemorySegment.NULL, bytes, COMMIT_AND_RESERVE, READ_WRITE);
        } catch (Throwable e) {
            throw new IllegalStateException("VirtualAlloc could not be called", e);
        }
        if (pages.address() == 0) {
            throw new CodePagesException("the system gives no memory for code (VirtualAlloc)");
        }
        return pages.reinterpret(bytes);
    }

    @Override
    public void makeExecutable(MemorySegment pages) {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate(JAVA_INT);
            result = (int) protect.invokeExact(pages, pages.byteSize(), EXECUTE_READ, before);
        } catch (Throwable e) {
            throw new IllegalStateException("VirtualProtect could not be called", e);
        }
        if (result == 0) {
            throw new CodePagesException(
                    "the system does not allow pages that were written to be executed (VirtualProtect)");
        }
    }
}
