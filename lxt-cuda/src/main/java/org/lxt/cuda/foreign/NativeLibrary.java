// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/** A shared library that is loaded, and stays loaded as long as the program runs. */
public final class NativeLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    private final String where;
    private final SymbolLookup symbols;

    private NativeLibrary(String where, SymbolLookup symbols) {
        this.where = where;
        this.symbols = symbols;
    }

    /** The library of this name, wherever the system's loader looks; empty if it finds none. */
    @SuppressWarnings("restricted")
    static Optional<NativeLibrary> named(String name) {
        try {
            return Optional.of(new NativeLibrary(name, SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The library in this file; empty if it cannot be loaded. */
    @SuppressWarnings("restricted")
    static Optional<NativeLibrary> inFile(Path file) {
        try {
            return Optional.of(new NativeLibrary(file.toString(), SymbolLookup.libraryLookup(file, Arena.global())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Its file, or its name where the system's loader has found it. */
    public String where() {
        return where;
    }

    /**
     * A function that returns an {@code int}, zero for success.
     *
     * @throws MissingFunctionException if the library has none of this name
     */
    public MethodHandle function(String name, MemoryLayout... parameters) {
        return function(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    /**
     * A function.
     *
     * @throws MissingFunctionException if the library has none of this name
     */
    @SuppressWarnings("restricted")
    public MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                symbols.find(name).orElseThrow(() -> new MissingFunctionException(name, where)), descriptor);
    }
}
