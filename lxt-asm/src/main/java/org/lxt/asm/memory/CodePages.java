// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * Memory that code runs from. Pages are mapped writable, written once and then made executable: at no time are they both. They
 * stay until the JVM ends, as the methods do that the JVM compiles.
 */
public final class CodePages {
    private static final long LARGEST = 16 << 20;

    private CodePages() {}

    /** The system's calls on pages. */
    interface PageCalls {
        /** Fresh pages that can be read and written. */
        MemorySegment map(long bytes);

        /** Lets pages be read and executed, and written no more. */
        void makeExecutable(MemorySegment pages);
    }

    /**
     * Copies code to pages of its own.
     *
     * @return where it is, executable
     * @throws CodePagesException if this system, or what it is told, does not allow it
     */
    public static MemorySegment load(byte[] code) {
        if (code.length == 0 || code.length > LARGEST) {
            throw new IllegalArgumentException("code of " + code.length + " bytes");
        }
        PageCalls system = system();
        MemorySegment pages = system.map(code.length);
        pages.copyFrom(MemorySegment.ofArray(code));
        system.makeExecutable(pages);
        return pages.asReadOnly();
    }

    private static PageCalls system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return PosixPages.linux();
        }
        if (name.contains("mac")) {
            return PosixPages.macOs();
        }
        if (name.contains("windows")) {
            return new WindowsPages();
        }
        throw new CodePagesException("how pages are made executable on " + name + " is not known");
    }
}
